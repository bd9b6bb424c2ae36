/** So that there is load until the last fault is healed: at most `rate` orders a second, less when faults need longer. */
export function paceOf(rate: number, ordersLeft: number, faultSecondsLeft: number): number {
  return faultSecondsLeft > 0 ? Math.min(rate, ordersLeft / faultSecondsLeft) : rate;
}
