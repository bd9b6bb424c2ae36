import { useEffect, useRef, useState } from 'preact/hooks';
import type { Order } from '../../api/orders';
import { onEvents } from '../../live/live';
import { newOrdersIn, withEvents, type OrderEvent } from './live-orders';

/** Events that came while the list was read may concern its orders: so many are remembered. */
const REMEMBERED = 500;

/** The listed orders with the statuses that they have come to since, and how many orders the list does not show yet. */
export function useLiveOrders(orders: readonly Order[] | undefined, loading: boolean) {
  const [newOrders, setNewOrders] = useState(0);
  const [, setRound] = useState(0);
  const recent = useRef<readonly OrderEvent[]>([]);
  const listed = useRef(orders);
  listed.current = orders;

  useEffect(() => {
    if (!loading) setNewOrders(0);
  }, [loading]);

  useEffect(
    () =>
      onEvents((batch) => {
        const shown = listed.current ?? [];
        recent.current = [...recent.current, ...batch.sample].slice(-REMEMBERED);
        if (withEvents(shown, batch.sample) !== shown) setRound((round) => round + 1);
        const placed = newOrdersIn(batch, shown[0]?.id);
        if (placed > 0) setNewOrders((before) => before + placed);
      }),
    [],
  );

  return { orders: orders && withEvents(orders, recent.current), newOrders };
}
