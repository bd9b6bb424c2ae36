import { useEffect, useRef, useState } from 'preact/hooks';
import { getJourney, type Journey, type JourneyStep } from '../../api/analytics';
import { request } from '../../api/request';
import { frozen } from '../../live/live';
import { followedOrders } from '../../shell/followed-orders';
import { isSettled, newSteps } from './followed-steps';

const LOOK_MS = 600;
const SHOWN = 4;

/** The orders placed by this page, the latest first, and how far they are. */
export interface FollowedOrder {
  readonly id: string;
  readonly last: JourneyStep | undefined;
}

/**
 * Asks for the journeys of the followed orders until they have ended: at high rates the live sample need not hold their
 * events. Each step is handed over once.
 */
export function useFollowed(
  onSteps: (orderId: string, steps: readonly JourneyStep[]) => void,
): readonly FollowedOrder[] {
  const [journeys, setJourneys] = useState<Readonly<Record<string, Journey>>>({});
  const seen = useRef(new Set<string>());
  const handOver = useRef(onSteps);
  handOver.current = onSteps;
  const known = useRef(journeys);
  known.current = journeys;
  const ids = followedOrders.value.slice(-SHOWN).reverse();

  useEffect(() => {
    const look = async (id: string): Promise<void> => {
      const journey = await request(getJourney(id)).catch(() => undefined);
      if (!journey) return; // analytics has not seen it yet, or does not answer
      const fresh = newSteps(journey, seen.current);
      if (fresh.length === 0) return;
      for (const step of fresh) seen.current.add(step.id);
      setJourneys((before) => ({ ...before, [id]: journey }));
      handOver.current(id, fresh);
    };
    const lookAtOpen = (): void => {
      if (document.hidden || frozen.value) return;
      const open = ids.filter((id) => !known.current[id] || !isSettled(known.current[id]));
      for (const id of open) void look(id);
      if (open.length === 0) clearInterval(timer);
    };
    const timer = setInterval(lookAtOpen, LOOK_MS);
    lookAtOpen();
    return () => clearInterval(timer);
  }, [ids.join()]);

  return ids.map((id) => ({ id, last: journeys[id]?.steps.at(-1) }));
}
