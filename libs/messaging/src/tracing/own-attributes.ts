/** What has become of the event of a `process` span: handled, parked or dead. */
export const ATTR_FATE = 'orderflow.fate';
/**
 * Which attempt at a parked event a `process` span is. The first, in the batch, does not say; a redrive begins at 1 again.
 * The conventions have no name for it in Kafka.
 */
export const ATTR_DELIVERY_ATTEMPT = 'messaging.delivery.attempt';
