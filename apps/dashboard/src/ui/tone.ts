/** What a status means for people; each has a colour. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral';

const TONES: Readonly<Record<string, Tone>> = {
  PENDING: 'info',
  RESERVED: 'info',
  CONFIRMED: 'ok',
  REJECTED: 'bad',
  CANCELLED: 'neutral',
  CHARGING: 'info',
  PROCESSED: 'ok',
  DECLINED: 'bad',
  REFUNDED: 'neutral',
  VOID: 'neutral',
  REFUSED: 'bad',
  SOLD: 'ok',
  RELEASED: 'neutral',
  RETURNED: 'neutral',
  CLOSED: 'neutral',
  SENT: 'ok',
  KEPT: 'ok',
  FAILED: 'bad',
  retrying: 'warn',
  dead: 'bad',
  handled: 'ok',
  discarded: 'neutral',
  ok: 'ok',
  up: 'ok',
  degraded: 'warn',
  down: 'bad',
  unreachable: 'bad',
  holds: 'ok',
  violated: 'bad',
  unknown: 'warn',
  waiting: 'info',
  Stable: 'ok',
  Empty: 'neutral',
  PreparingRebalance: 'warn',
  CompletingRebalance: 'warn',
  Dead: 'bad',
};

/** Of an order's, payment's, reservation's, notification's, dead letter's, service's, invariant's or group's state. */
export const toneOf = (state: string): Tone => TONES[state] ?? 'neutral';

const EVENT_TONES: readonly [RegExp, Tone][] = [
  [/CONFIRMED|PROCESSED/, 'ok'],
  [/REJECTED|INSUFFICIENT|DECLINED/, 'bad'],
  [/CANCELLED|RELEASED|REFUNDED/, 'neutral'],
];

/** Whether an event is good news for its order. */
export const toneOfEvent = (type: string): Tone => EVENT_TONES.find(([pattern]) => pattern.test(type))?.[1] ?? 'info';
