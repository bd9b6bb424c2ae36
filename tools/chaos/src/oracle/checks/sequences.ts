import { Topic } from '@orderflow/contracts';
import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import type { Observed } from '../observed.js';
import { byOrder, publishedEvents, type OrderEvent } from '../order-events.js';

/** What may become of one order on each topic, by first occurrence of each event. */
const LEGAL: Readonly<Record<string, RegExp>> = {
  [Topic.OrderEvents]: /^ORDER_CREATED( ORDER_CONFIRMED( ORDER_CANCELLED)?| ORDER_REJECTED| ORDER_CANCELLED)?$/,
  [Topic.InventoryEvents]: /^(INVENTORY_RESERVED( INVENTORY_RELEASED)?|INVENTORY_INSUFFICIENT)$/,
  [Topic.TransactionEvents]: /^(ORDER_PROCESSED( ORDER_REFUNDED)?|ORDER_DECLINED)$/,
};

/** The events of every order lie in one partition of each topic, in an order that the saga allows. */
export function checkSequences({ log }: Observed): Finding {
  const events = publishedEvents(log);
  const sequences = Object.keys(LEGAL).flatMap((topic) =>
    [...byOrder(events.filter((event) => event.topic === topic))].map(([orderId, its]) => ({ topic, orderId, its })),
  );
  const repeated = log.length - new Set(log.map(({ identity }) => identity)).size;
  return finding(
    'sequences',
    `${count(sequences.length)} of ${count(events.length)} events, ${count(repeated)} more were sent again`,
    sequences.flatMap(({ topic, orderId, its }) => faultsOf(topic, its).map((fault) => `${orderId}: ${fault}`)),
  );
}

function faultsOf(topic: string, events: readonly OrderEvent[]): string[] {
  const types = events.map(({ type }) => type).join(' ');
  const partitions = new Set(events.map(({ partition }) => partition));
  return [
    ...(LEGAL[topic]!.test(types) ? [] : [types]),
    ...(partitions.size === 1 ? [] : [`${types} in the partitions ${[...partitions].join(' and ')} of ${topic}`]),
  ];
}
