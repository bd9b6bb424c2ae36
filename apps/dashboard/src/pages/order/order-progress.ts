/** What an order's progress is told from. */
export interface Progress {
  readonly status: string;
  /** The types of the order's events so far. */
  readonly types: ReadonlySet<string>;
}

/** Whose turn it is. */
export interface Awaited {
  readonly service: string;
  /** What that service is to do: `to reserve the stock`. */
  readonly what: string;
}

const TERMINAL: ReadonlySet<string> = new Set(['CONFIRMED', 'REJECTED', 'CANCELLED']);

/** No service will change the order any more, but a customer may cancel a confirmed one. */
export const isTerminal = (status: string): boolean => TERMINAL.has(status);

/** The API refuses the others: a rejected order has nothing to cancel. */
export const isCancellable = (status: string): boolean => ['PENDING', 'RESERVED', 'CONFIRMED'].includes(status);

/** The services that the order waits for, in the order of the saga; none when all is done. */
export function awaitedBy({ status, types }: Progress): Awaited[] {
  if (status === 'PENDING') return [{ service: 'inventory', what: 'to reserve the stock' }];
  if (status === 'RESERVED') return [{ service: 'transaction', what: 'to price and charge it' }];
  const awaited: Awaited[] = [];
  if (!types.has(`ORDER_${status}`))
    awaited.push({ service: 'analytics', what: `to see that it is ${status.toLowerCase()}` });
  if (status === 'CONFIRMED') return awaited;
  if (types.has('INVENTORY_RESERVED') && !types.has('INVENTORY_RELEASED'))
    awaited.push({ service: 'inventory', what: 'to give its stock back' });
  if (types.has('ORDER_PROCESSED') && !types.has('ORDER_REFUNDED'))
    awaited.push({ service: 'transaction', what: 'to refund the charge' });
  return awaited;
}
