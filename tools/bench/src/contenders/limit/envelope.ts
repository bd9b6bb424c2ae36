import { contractOf } from '@orderflow/contracts';
import { v7 as uuid } from 'uuid';

/** The key of every event is its order. */
export interface OrderEvent {
  readonly orderId: string;
}

/** An event on its way from service to service. */
export interface Envelope<Event extends OrderEvent = OrderEvent> {
  readonly id: string;
  readonly source: string;
  readonly time: Date;
  /** The same for all that follows from one request. */
  readonly correlationId: string;
  /** The id of the event that caused this one. */
  readonly causationId?: string;
  readonly event: Event;
}

export function envelopeOf<Event extends OrderEvent>(event: Event, source: string, cause?: Envelope): Envelope<Event> {
  const id = uuid();
  return {
    id,
    source,
    time: new Date(),
    correlationId: cause?.correlationId ?? id,
    causationId: cause?.id,
    event,
  };
}

/** As the outbox keeps them: CloudEvents in Kafka's binary content mode. */
export function headersOf({ id, source, time, correlationId, causationId, event }: Envelope): object {
  const { type, version } = contractOf(event);
  return {
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: time.toISOString(),
    ce_subject: event.orderId,
    ce_dataschemaversion: String(version),
    'content-type': 'application/json',
    correlationid: correlationId,
    ...(causationId && { causationid: causationId }),
  };
}
