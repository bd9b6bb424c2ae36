import { Count, ExternalId, Optional, Quantity, UnitPrice, Units } from '../fields.js';

/** So many units of an item. */
export class Line {
  @ExternalId() readonly itemId!: string;
  @Quantity() readonly quantity!: number;
}

/** A line as the customer ordered it; `unitPrice` (cents) is the customer's quote, to be checked, never trusted. */
export class QuotedLine extends Line {
  @Optional() @UnitPrice() readonly unitPrice?: number;
}

/** A line at the price that was charged (cents). */
export class PricedLine extends Line {
  @UnitPrice() readonly unitPrice!: number;
}

/** An item of which less is available than was requested. */
export class Shortage {
  @ExternalId() readonly itemId!: string;
  /** The sum of the order's lines of this item. */
  @Units() readonly requested!: number;
  @Count() readonly available!: number;
}
