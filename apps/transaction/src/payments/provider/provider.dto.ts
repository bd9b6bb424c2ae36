import { ApiChoice, ApiFlag } from '@orderflow/service';
import { BuiltInProvider } from './built-in-provider.js';
import type { PaymentProvider } from './payment-provider.js';

const NAMES = ['built-in', 'http'] as const;

export class ProviderRequest {
  @ApiFlag({ description: 'Whether every charge and refund is to fail from now on', example: true })
  readonly broken!: boolean;
}

/** Who moves the money. */
export class ProviderView {
  @ApiChoice(NAMES, { example: 'built-in' }) readonly name!: (typeof NAMES)[number];
  @ApiFlag({ description: 'Every charge and refund fails, by order of an operator', example: false })
  readonly broken!: boolean;
}

export const providerView = (provider: PaymentProvider): ProviderView =>
  provider instanceof BuiltInProvider ? { name: 'built-in', broken: provider.broken } : { name: 'http', broken: false };
