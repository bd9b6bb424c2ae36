import { Injectable } from '@nestjs/common';
import { InjectDatabase, textArray, uuidArray } from '@orderflow/database';
import { uuidv7 } from '@orderflow/messaging';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Tables, Tx } from '../database/tables.js';
import { AddressBook } from './address-book.js';
import type { Channel, Kind, Notification } from './domain/index.js';
import type { NotificationTable } from './notification.table.js';

export type NotificationRow = Selectable<NotificationTable>;

export interface NotificationFilter {
  /** Only what this customer, who asks, was told. */
  readonly owner?: string;
  readonly customerId?: string;
  readonly orderId?: string;
  readonly channel?: Channel;
  readonly kind?: Kind;
}

@Injectable()
export class NotificationRepository {
  constructor(
    @InjectDatabase() private readonly db: Kysely<Tables>,
    private readonly addresses: AddressBook,
  ) {}

  /** Writes notifications that wait for their delivery. One that is there already, by (order, kind, channel), stays as it is. */
  async insert(tx: Tx, notifications: readonly Notification[]): Promise<void> {
    if (notifications.length === 0) return;
    await sql`
      INSERT INTO notification (id, order_id, customer_id, kind, channel, recipient, subject, text)
      SELECT * FROM unnest(
        ${uuidArray(notifications, uuidv7)}::uuid[],
        ${uuidArray(notifications, ({ orderId }) => orderId)}::uuid[],
        ${textArray(notifications, ({ customerId }) => customerId)}::text[],
        ${textArray(notifications, ({ kind }) => kind)}::text[],
        ${textArray(notifications, ({ channel }) => channel)}::text[],
        ${textArray(notifications, ({ customerId, channel }) => this.addresses.addressOf(customerId, channel))}::text[],
        ${textArray(notifications, ({ subject }) => subject)}::text[],
        ${textArray(notifications, ({ text }) => text)}::text[]
      ) AS told (id, order_id, customer_id, kind, channel, recipient, subject, text)
      ORDER BY order_id, kind, channel
      ON CONFLICT (order_id, kind, channel) DO NOTHING`.execute(tx);
  }

  /** Newest first, from the one before `before` on. */
  list(filter: NotificationFilter, limit: number, before?: string): Promise<NotificationRow[]> {
    const { owner, customerId, orderId, channel, kind } = filter;
    return this.db
      .selectFrom('notification')
      .selectAll()
      .$if(owner !== undefined, (query) => query.where('customer_id', '=', owner!))
      .$if(customerId !== undefined, (query) => query.where('customer_id', '=', customerId!))
      .$if(orderId !== undefined, (query) => query.where('order_id', '=', orderId!))
      .$if(channel !== undefined, (query) => query.where('channel', '=', channel!))
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
      .$if(before !== undefined, (query) => query.where('id', '<', before!))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
  }
}
