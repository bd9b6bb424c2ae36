import { RejectionReason } from '@orderflow/contracts';

/** What an order is sent for. */
export const KINDS = [
  'normal',
  'insufficient',
  'wrong-quote',
  'declined',
  'cancelled',
  'duplicate',
  'malformed',
] as const;
export type Kind = (typeof KINDS)[number];

export interface End {
  readonly status: 'CONFIRMED' | 'REJECTED' | 'CANCELLED';
  /** Of a rejection. */
  readonly reason?: RejectionReason;
}

/** The end that each kind asks for. A malformed order has none: it is refused. */
export const ENDS: Readonly<Record<Exclude<Kind, 'malformed'>, End>> = {
  normal: { status: 'CONFIRMED' },
  insufficient: { status: 'REJECTED', reason: RejectionReason.InsufficientStock },
  'wrong-quote': { status: 'REJECTED', reason: RejectionReason.Declined },
  declined: { status: 'REJECTED', reason: RejectionReason.Declined },
  cancelled: { status: 'CANCELLED' },
  duplicate: { status: 'CONFIRMED' },
};
