import { BackendSettings, ListSetting, OptionalSetting, TextSetting, toCents, UrlSetting } from '@orderflow/service';

/** The settings of this service, beside those that every service with a database and events has. */
export class TransactionSettings extends BackendSettings {
  readonly portOffset = 5;

  /** The currency of the price list, ISO 4217. Default: USD. */
  @TextSetting({ accepts: 'three capital letters, such as USD', pattern: /^[A-Z]{3}$/ })
  readonly CURRENCY: string = 'USD';

  /** The built-in payment provider refuses amounts above it. Default: 1000000.00. */
  @TextSetting({ accepts: 'an amount such as 1000000.00', pattern: /^\d{1,12}(\.\d{1,2})?$/ })
  readonly PAYMENT_LIMIT: string = '1000000.00';

  /** Customer ids, separated by commas, that the built-in payment provider refuses. Default: CUST-DENIED. */
  @ListSetting({ accepts: 'customer ids separated by commas' })
  readonly PAYMENT_DENIED_CUSTOMERS: readonly string[] = ['CUST-DENIED'];

  /**
   * The base URL of a remote payment provider (see the README for what it answers). To change it, or to take it away,
   * wait until nothing is left to ask the old one. Default: none, the built-in provider decides.
   */
  @OptionalSetting()
  @UrlSetting({ protocols: ['http:', 'https:'] })
  readonly PAYMENT_PROVIDER_URL?: string;

  get paymentLimitCents(): number {
    return toCents(Number(this.PAYMENT_LIMIT));
  }
}
