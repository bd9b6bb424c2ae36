export const Kind = {
  Received: 'RECEIVED',
  OutOfStock: 'OUT_OF_STOCK',
  Declined: 'DECLINED',
  TimedOut: 'TIMED_OUT',
  Confirmed: 'CONFIRMED',
  Cancelled: 'CANCELLED',
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

export const Channel = { Email: 'EMAIL', Sms: 'SMS' } as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** A message to the customer. There is one per (orderId, kind, channel). */
export interface Notification {
  readonly orderId: string;
  readonly customerId: string;
  readonly kind: Kind;
  readonly channel: Channel;
  readonly subject: string;
  readonly text: string;
}
