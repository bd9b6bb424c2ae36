import { BackendSettings, OptionalSetting, TextSetting, toCents, UrlSetting } from '@orderflow/service';

export class NotificationSettings extends BackendSettings {
  readonly portOffset = 3;

  /** Where email goes: `smtp://user:password@host:587`, or `smtps://` for TLS from the start. Default: none, and email is kept. */
  @OptionalSetting() @UrlSetting({ protocols: ['smtp:', 'smtps:'], secret: true }) readonly SMTP_URL?: string;

  /** The sender of every email. Default: Orderflow <orders@example.com>. */
  @TextSetting({ accepts: 'an address such as Orderflow <orders@example.com>', pattern: /^[^@]+@[^@]+$/ })
  readonly MAIL_FROM: string = 'Orderflow <orders@example.com>';

  /** A customer's email address; there is no address book yet. Default: {customerId}@example.com. */
  @TextSetting({
    accepts: 'an address with {customerId} in it, such as {customerId}@example.com',
    pattern: /^[^\s@]*\{customerId\}[^\s@]*@[^\s@]+$/,
  })
  readonly MAIL_TO_TEMPLATE: string = '{customerId}@example.com';

  /** A confirmed order of at least this amount is told by SMS too. Default: 1000.00. */
  @TextSetting({ accepts: 'an amount such as 1000.00', pattern: /^\d{1,9}(\.\d{1,2})?$/ })
  readonly SMS_MINIMUM: string = '1000.00';

  get smsMinimumCents(): number {
    return toCents(Number(this.SMS_MINIMUM));
  }
}
