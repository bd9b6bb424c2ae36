import { bigintArray, byteaArray, float8Array, integerArray, jsonArray, textArray } from '@orderflow/database';
import { sql, type Kysely } from 'kysely';
import { headersFromJson, headersToJson, type JsonHeaders } from '../envelope/headers.js';
import type { Incoming, Message } from '../unit-of-work/incoming.js';
import type { AfterFailure } from './retry-policy.js';

/** An event to set aside. Without an error it waits behind an earlier one of its lane. */
export interface Parking extends AfterFailure {
  readonly incoming: Incoming;
  readonly error?: unknown;
}

/** Which of these lanes hold parked events. */
export async function parkedLanes(
  tx: Kysely<unknown>,
  group: string,
  events: readonly Incoming[],
): Promise<ReadonlySet<string>> {
  const lanes = new Set(events.flatMap(({ lane }) => (lane === null ? [] : [lane])));
  if (lanes.size === 0) return new Set();
  const { rows } = await sql<{ lane: string }>`
    SELECT DISTINCT encode(lane, 'hex') AS lane FROM parked_event
    WHERE consumer_group = ${group} AND topic = ${events[0]!.message.topic}
      AND lane = ANY (${byteaArray([...lanes], bytesOf)}::bytea[])`.execute(tx);
  return new Set(rows.map(({ lane }) => lane));
}

/** Writes events to the parking lot. */
export async function park(tx: Kysely<unknown>, group: string, parkings: readonly Parking[]): Promise<void> {
  if (parkings.length === 0) return;
  const errors = parkings.map(({ error }) => (error === undefined ? undefined : describeError(error)));
  await sql`
    INSERT INTO parked_event (consumer_group, topic, partition, "offset", key, value, headers, "timestamp", lane, event_type,
      state, attempts, next_attempt_at, error_code, error_message, error_stack)
    SELECT ${group}::text, p.topic, p.partition, p."offset", p.key, p.value, p.headers, p."timestamp", p.lane, p.event_type, p.state,
      (p.error_code IS NOT NULL)::integer, now() + p.delay_ms * interval '1 millisecond',
      p.error_code, p.error_message, p.error_stack
    FROM unnest(
      ${textArray(parkings, ({ incoming }) => incoming.message.topic)}::text[],
      ${integerArray(parkings, ({ incoming }) => incoming.message.partition)}::integer[],
      ${bigintArray(parkings, ({ incoming }) => incoming.message.offset)}::bigint[],
      ${byteaArray(parkings, ({ incoming }) => incoming.message.key)}::bytea[],
      ${byteaArray(parkings, ({ incoming }) => incoming.message.value)}::bytea[],
      ${jsonArray(parkings, ({ incoming }) => headersToJson(incoming.message.headers))}::json[],
      ${bigintArray(parkings, ({ incoming }) => incoming.message.timestamp)}::bigint[],
      ${byteaArray(parkings, ({ incoming: { lane } }) => (lane === null ? null : bytesOf(lane)))}::bytea[],
      ${textArray(parkings, ({ incoming }) => incoming.type)}::text[],
      ${textArray(parkings, ({ state }) => state)}::text[],
      ${float8Array(parkings, ({ delayMs }) => delayMs)}::float8[],
      ${textArray(errors, (error) => error?.code)}::text[],
      ${textArray(errors, (error) => error?.message)}::text[],
      ${textArray(errors, (error) => error?.stack)}::text[]
    ) p (topic, partition, "offset", key, value, headers, "timestamp", lane, event_type, state, delay_ms,
      error_code, error_message, error_stack)`.execute(tx);
}

const bytesOf = (lane: string): Buffer => Buffer.from(lane, 'hex');

export interface ParkedCount {
  readonly retrying: number;
  readonly dead: number;
}

/** How many events are parked, counted up to `bound` together. */
export async function parkedCount(db: Kysely<unknown>, group: string, bound: number): Promise<ParkedCount> {
  const { rows } = await sql<ParkedCount>`
    SELECT count(*) FILTER (WHERE state = 'retrying') AS retrying, count(*) FILTER (WHERE state = 'dead') AS dead
    FROM (SELECT state FROM parked_event WHERE consumer_group = ${group} LIMIT ${bound}) parked`.execute(db);
  return rows[0]!;
}

/** Why a partition pauses at the bound, and what ends it. */
export const tooManyParked = (bound: number): string =>
  `${bound} events are parked already: mend the cause, then redrive or discard the dead ones`;

/** The columns of a parked event that make up its message. */
export type ParkedMessage = Omit<Message, 'headers'> & { readonly headers: JsonHeaders };

/** The message as it came from Kafka. */
export function messageOf({ headers, ...message }: ParkedMessage): Message {
  return {
    ...message,
    offset: String(message.offset),
    timestamp: String(message.timestamp),
    headers: headersFromJson(headers),
  };
}

const MAX_STACK = 8 * 1024;

/** An error as the parking lot keeps it: a stable code (the error's own, else its class), its message and its stack. */
export function describeError(error: unknown): { code: string; message: string; stack: string } {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : name;
  const text = (value: string) => value.replaceAll('\0', '\uFFFD').slice(0, MAX_STACK); // text holds no U+0000
  return { code: text(code), message: text(message), stack: text(stack ?? message) };
}
