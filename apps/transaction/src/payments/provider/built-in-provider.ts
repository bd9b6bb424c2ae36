import { decimalOf } from '@orderflow/contracts';
import { NonRetryableError } from '@orderflow/messaging';
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
  /**
   * Breaks it, for drills: while true every charge and refund throws a `NonRetryableError` with the code
   * `PAYMENT_PROVIDER_KEY_REVOKED`. Known to this process alone, and forgotten with it.
   */
  broken = false;
  private readonly limit: number;
  private readonly denied: ReadonlySet<string>;

  constructor({ limit, deniedCustomers }: BuiltInProviderOptions) {
    this.limit = limit;
    this.denied = new Set(deniedCustomers);
  }

  charge({ customerId, amount, currency }: Payment): ProviderAnswer {
    this.refuseWhenBroken();
    if (this.denied.has(customerId)) return { kind: 'refused', detail: `Customer ${customerId} may not be charged` };
    if (amount <= this.limit) return { kind: 'approved' };
    const detail = `${decimalOf(amount)} ${currency} is more than the limit of ${decimalOf(this.limit)} ${currency}`;
    return { kind: 'refused', detail };
  }

  refund(): void {
    this.refuseWhenBroken();
  }

  private refuseWhenBroken(): void {
    if (!this.broken) return;
    // No refusal, which would decline the order: its customer has done nothing wrong. And no retry gives a new key.
    throw new NonRetryableError(
      'The payment provider has revoked our key: it needs a new one, and this event a redrive',
      {
        code: 'PAYMENT_PROVIDER_KEY_REVOKED',
      },
    );
  }
}
