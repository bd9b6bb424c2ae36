import { decimalOf } from '@orderflow/contracts';
import type { ProviderAnswer } from '../domain/index.js';
import type { ImmediateProvider, Payment } from './payment-provider.js';

export interface BuiltInProviderOptions {
  /** In whole cents: more is refused. */
  readonly limit: number;
  readonly deniedCustomers: readonly string[];
}

/** Approves all but amounts above a limit and customers on a deny list: enough to run without a third party. */
export class BuiltInProvider implements ImmediateProvider {
  readonly kind = 'immediate';
  private readonly limit: number;
  private readonly denied: ReadonlySet<string>;

  constructor({ limit, deniedCustomers }: BuiltInProviderOptions) {
    this.limit = limit;
    this.denied = new Set(deniedCustomers);
  }

  charge({ customerId, amount, currency }: Payment): ProviderAnswer {
    if (this.denied.has(customerId)) return { kind: 'refused', detail: `Customer ${customerId} may not be charged` };
    if (amount <= this.limit) return { kind: 'approved' };
    const detail = `${decimalOf(amount)} ${currency} is more than the limit of ${decimalOf(this.limit)} ${currency}`;
    return { kind: 'refused', detail };
  }
}
