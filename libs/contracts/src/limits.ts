/** The bounds of an order, the same at the REST edge and in the events. */
export const MAX_LINES = 100;
export const MIN_QUANTITY = 1;
export const MAX_QUANTITY = 10_000;
export const MAX_ID_LENGTH = 64;
export const MAX_SENTENCE_LENGTH = 1_000;
/** Of all lines of an order together. */
export const MAX_UNITS = MAX_LINES * MAX_QUANTITY;
/** In whole cents: 1,000,000.00. */
export const MAX_UNIT_PRICE = 100_000_000;
/** In whole cents. The largest order costs this much, far below 2^53: a total is always exact and always publishable. */
export const MAX_CENTS = MAX_UNITS * MAX_UNIT_PRICE;
