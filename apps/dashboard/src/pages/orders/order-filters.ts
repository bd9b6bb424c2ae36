import { ORDER_STATUSES, type OrderStatus } from '../../api/orders';

/** Which orders the list shows. */
export interface OrderFilters {
  readonly status?: OrderStatus;
  readonly customerId?: string;
  /** RFC 3339, inclusive. */
  readonly createdFrom?: string;
  /** RFC 3339, exclusive. */
  readonly createdTo?: string;
}

/** The filters as the hash query says them; '' where there is none. */
export type OrdersView = Readonly<Record<keyof OrderFilters, string>>;

export const ALL_ORDERS: OrdersView = { status: '', customerId: '', createdFrom: '', createdTo: '' };

const MAX_ID_LENGTH = 64;

/** The filters that a view means. What is not valid is left out: a link may be old or made up. */
export function filtersOf(view: OrdersView): OrderFilters {
  const status = ORDER_STATUSES.find((each) => each === view.status);
  const customerId = view.customerId.trim().slice(0, MAX_ID_LENGTH);
  const createdFrom = momentOf(view.createdFrom);
  const createdTo = momentOf(view.createdTo);
  return {
    ...(status && { status }),
    ...(customerId && { customerId }),
    ...(createdFrom && { createdFrom }),
    ...(createdTo && { createdTo }),
  };
}

export const isFiltered = (filters: OrderFilters): boolean => Object.keys(filters).length > 0;

/** `2026-01-31T12:30` in the time zone of the browser, as `<input type="datetime-local">` has it. */
export function inputOf(moment: string | undefined): string {
  if (moment === undefined) return '';
  const time = new Date(moment);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The moment that such an input, or RFC 3339, means; undefined when it is empty or half filled in. */
export function momentOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
