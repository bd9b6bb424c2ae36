import { contractOf } from '@orderflow/contracts/contract';
import { validateContract } from './contract-validator.js';
import { headerText, type RawHeaders } from './headers.js';
import { uuidv7 } from './uuid.js';

/** What an event was published because of. */
export interface Cause {
  /** The `ce_id` of the event that caused this one. */
  readonly causationId?: string;
  /** The same for everything that follows from one request. */
  readonly correlationId?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
}

/** What an event with this partition key was caused by. */
export type CauseOf = (key: string) => Cause | undefined;

/** A message ready for Kafka: CloudEvents 1.0 in Kafka's binary content mode. */
export interface Outgoing {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** By name; what `headersToJson` answers. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/**
 * Wraps an event made by `eventOf` in its envelope; its id is a new UUIDv7. Throws `ContractViolation` when its data
 * do not fulfil the contract: what no consumer would accept must not leave.
 */
export function toOutgoing(event: object, source: string, causeOf: CauseOf = () => undefined): Outgoing {
  const contract = contractOf(event);
  validateContract(contract, event);
  const key = (event as Record<string, string>)[contract.key]!;
  const cause = causeOf(key) ?? {};
  const id = uuidv7();
  return {
    topic: contract.topic,
    key: Buffer.from(key),
    value: Buffer.from(JSON.stringify(event)),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: source,
      ce_type: contract.type,
      ce_time: new Date().toISOString(),
      ce_subject: key,
      ce_dataschemaversion: String(contract.version),
      'content-type': 'application/json',
      correlationid: cause.correlationId ?? id,
      ...(cause.causationId && { causationid: cause.causationId }),
      ...(cause.traceparent && { traceparent: cause.traceparent }),
    },
  };
}

/** What a received message is the cause of. `traceparent`: of the span that handles it, where it has one. */
export function causeFrom(headers: RawHeaders | undefined, traceparent = headerText(headers, 'traceparent')): Cause {
  const causationId = headerText(headers, 'ce_id');
  return {
    causationId,
    correlationId: headerText(headers, 'correlationid') ?? causationId,
    traceparent,
  };
}

/** The attributes of a received message that say what it is; undefined where a header is missing or unusable. */
export interface Attributes {
  readonly id?: string;
  readonly source: string;
  readonly type?: string;
  /** 1 when the producer does not say. */
  readonly version: number;
}

const MAX_ATTRIBUTE_LENGTH = 255;

export function attributesOf(headers: RawHeaders | undefined): Attributes {
  return {
    id: usable(headerText(headers, 'ce_id')),
    source: usable(headerText(headers, 'ce_source')) ?? '',
    type: usable(headerText(headers, 'ce_type')),
    version: Number(headerText(headers, 'ce_dataschemaversion') ?? 1),
  };
}

/** PostgreSQL's text holds no U+0000, and an index entry has a bound. */
function usable(text: string | undefined): string | undefined {
  return text && text.length <= MAX_ATTRIBUTE_LENGTH && !text.includes('\0') ? text : undefined;
}
