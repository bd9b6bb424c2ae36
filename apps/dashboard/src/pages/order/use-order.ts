import { useEffect, useRef, useState } from 'preact/hooks';
import { frozen, onEvents } from '../../live/live';
import { sourcesOf } from './order-sources';
import { OrderWatch, type OrderSnapshot } from './order-watch';

export interface FollowedOrder extends OrderSnapshot {
  /** Looks at once. */
  readonly refresh: () => void;
}

/** Follows an order while the page is shown: by looking again, and at once when the live stream mentions it. */
export function useOrder(orderId: string): FollowedOrder {
  const [snapshot, setSnapshot] = useState<OrderSnapshot>({ following: true });
  const watch = useRef<OrderWatch | null>(null);

  useEffect(() => {
    setSnapshot({ following: true });
    const following = new OrderWatch(sourcesOf(orderId), setSnapshot, isUnseen);
    watch.current = following;
    following.start();
    const stopListening = onEvents(({ sample }) => {
      if (sample.some((event) => event.orderId === orderId)) following.poke();
    });
    const catchUp = (): void => {
      if (!isUnseen()) following.poke();
    };
    document.addEventListener('visibilitychange', catchUp);
    const stopThawing = frozen.subscribe(catchUp);
    return () => {
      following.stop();
      stopListening();
      stopThawing();
      document.removeEventListener('visibilitychange', catchUp);
    };
  }, [orderId]);

  return { ...snapshot, refresh: () => watch.current?.poke() };
}

const isUnseen = (): boolean => document.hidden || frozen.value;
