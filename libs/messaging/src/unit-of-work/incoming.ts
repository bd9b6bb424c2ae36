import type { EventClass } from '@orderflow/contracts/contract';
import { isUtf8 } from 'node:buffer';
import { attributesOf } from '../envelope/cloud-event.js';
import { ContractViolation, validateContract } from '../envelope/contract-validator.js';
import type { RawHeaders } from '../envelope/headers.js';
import type { Handler } from './handler.js';

/** A Kafka message with its coordinates, byte for byte. */
export interface Message {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: RawHeaders;
  /** When Kafka got it: milliseconds since 1970, as text. */
  readonly timestamp: string;
}

/** A message, and what is to become of it. */
export interface Incoming {
  readonly message: Message;
  /** `source` and `id` are what makes it the same event when it is delivered again. */
  readonly source: string;
  readonly id: string;
  readonly type?: string;
  /** Its key, in hexadecimal: events of one lane are handled in order. Null: it blocks nothing and waits for nothing. */
  readonly lane: string | null;
  /** The data as an instance of its class; absent when nobody here handles it or it is dead. */
  readonly event?: object;
  /** None: the event is skipped. */
  readonly handlers: readonly Handler[];
  /** Why it can never be handled. */
  readonly dead?: DeadReason;
}

export interface DeadReason extends Error {
  readonly code: string;
}

/** A message that cannot be read as an event. */
class Unreadable extends Error implements DeadReason {
  override readonly name = 'Unreadable';
  constructor(
    readonly code: 'NO_TYPE_OR_ID' | 'TOMBSTONE' | 'NOT_JSON' | 'UNKNOWN_VERSION',
    message: string,
  ) {
    super(message);
  }
}

/** Reads a message: which handlers it has here, its data checked against the contract, or why it is dead. */
export function readMessage(message: Message, handlers: readonly Handler[]): Incoming {
  const { id, source, type, version } = attributesOf(message.headers);
  const { topic, partition, offset } = message;
  const lane = message.key === null ? null : message.key.toString('hex');
  if (!id || !type) {
    const dead = new Unreadable('NO_TYPE_OR_ID', 'the headers ce_type and ce_id are needed, 1 to 255 characters each');
    return { message, source: '', id: `${topic}:${partition}:${offset}`, type, lane: null, handlers: [], dead };
  }
  const base = { message, source, id, type, handlers: [] };
  const interested = handlers.filter((h) => h.topic === topic && h.events.some((event) => event.type === type));
  if (interested.length === 0) return { ...base, lane };
  const data = parse(message.value);
  if (data instanceof Unreadable) return { ...base, lane: null, dead: data };
  const ofVersion = interested
    .flatMap((h) => h.events)
    .find((event) => event.type === type && event.version === version);
  if (!ofVersion) return { ...base, lane, dead: new Unreadable('UNKNOWN_VERSION', `${type} v${version} is not known`) };
  const event = instantiate(ofVersion, data);
  if (event instanceof ContractViolation) return { ...base, lane, dead: event };
  return { ...base, lane, event, handlers: interested.filter((h) => h.events.includes(ofVersion)) };
}

function parse(value: Buffer | null): unknown {
  if (value === null) return new Unreadable('TOMBSTONE', 'the message has no value');
  if (!isUtf8(value)) return new Unreadable('NOT_JSON', 'its bytes are not UTF-8');
  try {
    return JSON.parse(value.toString()) as unknown;
  } catch (error) {
    return new Unreadable('NOT_JSON', (error as Error).message);
  }
}

function instantiate(type: EventClass, data: unknown): object {
  try {
    validateContract(type, data);
    // Not by Object.assign: a field named __proto__ would be taken for the prototype.
    return Object.setPrototypeOf(data, type.prototype as object) as object;
  } catch (error) {
    if (error instanceof ContractViolation) return error;
    throw error;
  }
}
