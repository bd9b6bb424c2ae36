/** Who a service is. */
export abstract class ServiceIdentity {
  /** As in paths, logs and the consumer group: `order-api`. */
  abstract readonly name: string;
  /** As people call it: `Order API`. */
  abstract readonly title: string;
}
