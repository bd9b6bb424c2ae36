/**
 * Without its key the inbox holds an event as often as it comes: ON CONFLICT finds no conflict, every event is new, and a
 * duplicate takes effect.
 */
export const breakInbox = 'ALTER TABLE inbox DROP CONSTRAINT inbox_pkey';
