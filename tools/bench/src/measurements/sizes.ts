/** How much is done in each run. */
export interface Sizes {
  readonly brokerWarmUpMessages: number;
  readonly acceptWarmUpOrders: number;
  readonly acceptSeconds: number;
  readonly consumeWarmUpEvents: number;
  readonly consumeEvents: number;
  readonly flowWarmUpSeconds: number;
  readonly flowWarmUpOrders: number;
  readonly flowOrders: number;
  readonly latencyWarmUpOrders: number;
  readonly latencyOrders: number;
  /** A replica. */
  readonly scalingWarmUpEvents: number;
  readonly scalingEvents: number;
  /** At a steady rate. */
  readonly scalingSeconds: number;
}

/** A share of the full work; what is measured with less than all of it says little. */
export function sizesAt(scale: number): Sizes {
  const scaled = (size: number) => Math.max(1, Math.round(size * scale));
  return {
    brokerWarmUpMessages: scaled(60_000),
    acceptWarmUpOrders: scaled(20_000),
    acceptSeconds: 10 * scale,
    consumeWarmUpEvents: scaled(30_000),
    consumeEvents: scaled(30_000),
    flowWarmUpSeconds: 20 * scale,
    flowWarmUpOrders: scaled(4_000),
    flowOrders: scaled(10_000),
    latencyWarmUpOrders: scaled(4_000),
    latencyOrders: scaled(1_000),
    scalingWarmUpEvents: scaled(8_000),
    scalingEvents: scaled(15_000),
    scalingSeconds: 2 * scale,
  };
}
