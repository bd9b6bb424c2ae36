import type { Migrations } from '@orderflow/database';
import { inboxOutboxParking } from './0001-inbox-outbox-parking.js';
import { fateAndDeadLetterAction } from './0002-fate-and-dead-letter-action.js';
import { resolvedEvent } from './0003-resolved-event.js';

/** The library's own tables; they keep a ledger of their own, so that they never mix with a service's migrations. */
export const messagingMigrations: Migrations = {
  '0001-inbox-outbox-parking': inboxOutboxParking,
  '0002-fate-and-dead-letter-action': fateAndDeadLetterAction,
  '0003-resolved-event': resolvedEvent,
};

export const MESSAGING_LEDGER = 'messaging_migration';
