/** How far the orders since the last `mark` have come; every order counts once at each place. */
export interface Tally {
  /** Taken in by order-api. */
  readonly accepted: number;
  readonly confirmed: number;
  /** The reservations that became sales. */
  readonly sold: number;
  readonly charged: number;
  /** The orders whose customers were told of the confirmation. */
  readonly notified: number;
  /** The confirmations that analytics has counted. */
  readonly counted: number;
  /** The units that are reserved or sold. */
  readonly units: number;
}

/** What one consumer has made of the events that lay in its topic. */
export interface Consumption {
  readonly events: number;
  readonly units: number;
}

/** What a contender has done, by its own books. Each reading costs little, so that it may be asked while it works. */
export interface Ledger {
  /** Counting begins here: with the next order. */
  mark(): Promise<void>;
  /** Orders that order-api has taken in. */
  accepted(): Promise<number>;
  /** Whether so many orders have reached every place. */
  isSettled(orders: number): Promise<boolean>;
  tally(): Promise<Tally>;
  consumption(): Promise<Consumption>;
  /** Which of these orders are confirmed. */
  confirmedAmong(orderIds: readonly string[]): Promise<string[]>;
  /** Whether everything that these parts had to publish is in Kafka. */
  isDrained(): Promise<boolean>;
  close(): Promise<void>;
}
