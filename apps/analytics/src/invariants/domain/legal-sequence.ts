import {
  InventoryInsufficient,
  InventoryReleased,
  InventoryReserved,
  OrderCancelled,
  OrderConfirmed,
  OrderCreated,
  OrderDeclined,
  OrderProcessed,
  OrderRefunded,
  OrderRejected,
} from '@orderflow/contracts';

/** The longest that one order's events of a topic can be; `docs/architecture.md`, "Legal sequences". */
const LONGEST: readonly (readonly string[])[] = [
  [OrderCreated.type, OrderConfirmed.type, OrderCancelled.type],
  [OrderCreated.type, OrderRejected.type],
  [InventoryReserved.type, InventoryReleased.type],
  [InventoryInsufficient.type],
  [OrderProcessed.type, OrderRefunded.type],
  [OrderDeclined.type],
];

const KNOWN: ReadonlySet<string> = new Set(LONGEST.flat());

/**
 * Whether the events of one order and topic, in the order of their offsets, can be: in the order of a legal sequence, none
 * twice. Events may be missing, for they come one after another and an operator may discard one; types that are not known
 * here do not matter.
 */
export function isLegal(types: readonly string[]): boolean {
  const known = types.filter((type) => KNOWN.has(type));
  return known.length === 0 || LONGEST.some((longest) => isWithin(known, longest));
}

function isWithin(types: readonly string[], longest: readonly string[]): boolean {
  const places = types.map((type) => longest.indexOf(type));
  return places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!));
}
