import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { events, frozen, onEvents, system } from '../../live/live';
import { followedOrders } from '../../shell/followed-orders';
import { Panel } from '../../ui/Panel';
import { FollowedList } from './FollowedList';
import { FollowedTokens } from './followed-tokens';
import { layoutOf, NARROW, type MapLayout } from './map-layout';
import { MapDrawing } from './MapDrawing';
import { Rates } from './rates';
import { prefersReducedMotion } from './reduced-motion';
import { TokenCanvas } from './token-canvas';
import { MOST_PER_BATCH, tokensOf } from './tokens';
import { useFollowed } from './use-followed';
import './event-map.css';

/** Between the hops of a followed order, so that the eye can follow even when all have happened at once. */
const HOP_MS = 900;
const BATCH_MS = 250;

/** The services and topics, and the events that travel between them. */
export function EventMap() {
  const { frame, layout } = useLayout();
  const current = useRef(layout);
  current.current = layout;
  const dots = useRef<HTMLCanvasElement>(null);
  const links = useRef<HTMLDivElement>(null);
  const marked = useRef<FollowedTokens>();
  const nextHop = useRef(0);
  const rates = useRates();

  useEffect(() => {
    const canvas = new TokenCanvas(dots.current!, () => current.current);
    const own = new FollowedTokens(links.current!, () => current.current);
    marked.current = own;
    const stop = onEvents(({ sample }) => {
      if (prefersReducedMotion()) return;
      const chosen = tokensOf(sample, followedOrders.value, current.current.width < NARROW ? 1 : MOST_PER_BATCH);
      chosen.forEach((token, index) => canvas.travel(token, (index / chosen.length) * BATCH_MS));
    });
    return () => {
      stop();
      canvas.clear();
      own.clear();
    };
  }, []);

  const followed = useFollowed((orderId, steps) => {
    if (prefersReducedMotion()) return;
    for (const step of steps) {
      const start = Math.max(performance.now(), nextHop.current);
      nextHop.current = start + HOP_MS;
      void marked.current?.travel({ ...step, orderId }, start - performance.now());
    }
  });

  return (
    <Panel title="Events on their way" class="event-map" actions={<MapNote />}>
      <div ref={frame} class="event-map-frame">
        <MapDrawing layout={layout} rates={rates} services={system.value?.services ?? []} />
        <canvas ref={dots} class="event-map-dots" aria-hidden="true" />
        <div ref={links} class="event-map-links" />
      </div>
      <FollowedList orders={followed} />
    </Panel>
  );
}

/** The map's layout for the width that its frame has. */
function useLayout(): { readonly frame: RefObject<HTMLDivElement>; readonly layout: MapLayout } {
  const frame = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState(() => layoutOf(900));
  useLayoutEffect(() => {
    const measure = (): void => setLayout(layoutOf(frame.current!.clientWidth));
    const resized = new ResizeObserver(measure);
    resized.observe(frame.current!);
    measure();
    return () => resized.disconnect();
  }, []);
  return { frame, layout };
}

/** What is seen: all events, or a sample of them. */
function MapNote() {
  const batch = events.value;
  if (frozen.value) return <span class="muted">Frozen</span>;
  if (batch && batch.total > batch.sample.length) return <span class="muted">The tokens are a sample</span>;
  return <span class="muted">New orders that you place are marked and followed</span>;
}

/** Events a second by type, looked at once a second. */
function useRates(): Readonly<Record<string, number>> {
  const window = useRef(new Rates());
  const [rates, setRates] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    const stop = onEvents(({ byType }) => window.current.add(byType, performance.now()));
    const timer = setInterval(() => {
      if (!frozen.value && !document.hidden) setRates(window.current.perSecond(performance.now()));
    }, 1_000);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, []);
  return rates;
}
