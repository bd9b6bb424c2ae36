/** The bounds of an order, the same at the REST edge and in the events. */
export const MAX_LINES = 100;
export const MIN_QUANTITY = 1;
export const MAX_QUANTITY = 10_000;
export const MAX_ID_LENGTH = 64;
/** In whole cents: 10,000,000,000.00 and so far below 2^53 that no sum of an order's lines loses a cent. */
export const MAX_CENTS = 1_000_000_000_000;
