/** An event that travels over the map. */
export interface Token {
  readonly type: string;
  /** CloudEvents source: `/order-api`. */
  readonly source: string;
  readonly topic: string;
  readonly orderId: string;
}
