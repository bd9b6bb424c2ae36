import type { Selectable } from 'kysely';
import { DeliveryState, type NotificationTable } from '../notifications/notification.table.js';

/** A notification to deliver. */
export type Message = Pick<
  Selectable<NotificationTable>,
  'id' | 'order_id' | 'recipient' | 'subject' | 'text' | 'attempts'
>;

export type Delivered = typeof DeliveryState.Sent | typeof DeliveryState.Kept;

/** Trying again cannot help: this message is refused for good. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/**
 * Takes messages of one channel to their recipients. A message may be handed over twice, when a process dies before it
 * could record the first time; its id is what tells that it is the same one.
 */
export interface Provider {
  /** The most messages at a time: few enough to be delivered within a minute, whatever happens. */
  readonly batch: number;
  /** Throws `Undeliverable`, or anything else to be called again later. */
  deliver(message: Message): Promise<Delivered>;
}

export abstract class MailProvider implements Provider {
  abstract readonly batch: number;
  abstract deliver(message: Message): Promise<Delivered>;
}

export abstract class SmsProvider implements Provider {
  abstract readonly batch: number;
  abstract deliver(message: Message): Promise<Delivered>;
}

/** Delivers nothing: the message stays where it is and can be read at `GET /notifications`. */
export class KeepingProvider implements Provider {
  readonly batch = 500;

  deliver(_message: Message): Promise<Delivered> {
    return Promise.resolve(DeliveryState.Kept);
  }
}
