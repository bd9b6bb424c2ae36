import type { ServiceState } from '../../api/system';
import { formatShort } from '../../ui/format';
import { colourOfService, titleOfService } from '../../ui/services';
import { toneOf } from '../../ui/tone';
import { pathOf, type Box, type MapLayout } from './map-layout';
import { formatRate } from './rates';
import { countOf, ROUTES } from './topology';

const TEXT_LEFT = 11;
/** A narrower topic bears its name without "-events". */
const ROOM_FOR_NAME = 130;

interface MapDrawingProps {
  readonly layout: MapLayout;
  /** Events a second by type. */
  readonly rates: Readonly<Record<string, number>>;
  readonly services: readonly ServiceState[];
}

/** The boxes and edges of the map, with rates, outbox depth on the making side and lag on the handling side. */
export function MapDrawing({ layout, rates, services }: MapDrawingProps) {
  const { width, height, producers, topics, consumers, edges } = layout;
  const rateOf = new Map(ROUTES.map((route) => [route.topic, countOf(route, rates)]));
  const stateOf = (name: string) => services.find((service) => service.name === name);
  return (
    <svg
      class="map"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={sentenceOf(rateOf)}
    >
      <Heads layout={layout} />
      {edges.map((edge) => (
        <path
          key={edge.key}
          class={`map-edge${(rateOf.get(edge.topic) ?? 0) > 0 ? ' map-edge-active' : ''}`}
          d={pathOf(edge)}
        />
      ))}
      {producers.map((box) => (
        <ServiceBox
          key={box.name}
          box={box}
          state={stateOf(box.name)}
          note={noteOf('outbox', stateOf(box.name)?.outbox)}
        />
      ))}
      {topics.map((box) => (
        <TopicBox key={box.name} box={box} rate={rateOf.get(box.name) ?? 0} />
      ))}
      {consumers.map((box) => (
        <ServiceBox key={box.name} box={box} state={stateOf(box.name)} note={noteOf('lag', stateOf(box.name)?.lag)} />
      ))}
    </svg>
  );
}

const sentenceOf = (rateOf: ReadonlyMap<string, number>): string =>
  `Events a second by topic: ${[...rateOf].map(([topic, rate]) => `${topic} ${formatRate(rate)}`).join(', ')}`;

const noteOf = (what: string, count: number | null | undefined): string =>
  count === null || count === undefined ? `${what} –` : `${what} ${formatShort(count)}`;

const Heads = ({ layout: { producers, topics, consumers } }: { readonly layout: MapLayout }) => (
  <>
    {(
      [
        ['Made by', producers[0]],
        ['Topic', topics[0]],
        ['Handled by', consumers[0]],
      ] as const
    ).map(([title, box]) => (
      <text key={title} class="map-head" x={box!.x + box!.width / 2} y={14}>
        {title}
      </text>
    ))}
  </>
);

interface ServiceBoxProps {
  readonly box: Box;
  readonly state: ServiceState | undefined;
  readonly note: string;
}

const ServiceBox = ({ box: { name, x, y, width, height }, state, note }: ServiceBoxProps) => (
  <g transform={`translate(${x},${y})`}>
    <rect class={`map-box map-box-${toneOf(state?.status ?? 'ok')}`} width={width} height={height} rx={8} />
    <rect fill={colourOfService(name)} x={0} y={8} width={4} height={height - 16} rx={2} />
    <text class="map-name" x={TEXT_LEFT} y={height / 2 - 3}>
      {titleOfService(name)}
    </text>
    <text class="map-note" x={TEXT_LEFT} y={height / 2 + 13}>
      {state && state.status !== 'ok' ? state.status : note}
    </text>
  </g>
);

const TopicBox = ({ box: { name, x, y, width, height }, rate }: { readonly box: Box; readonly rate: number }) => (
  <g transform={`translate(${x},${y})`}>
    <rect class="map-topic" width={width} height={height} rx={height / 2} />
    <text class="map-name map-middle" x={width / 2} y={height / 2 - 3}>
      {width < ROOM_FOR_NAME ? name.replace(/-events$/, '') : name}
    </text>
    <text class="map-note map-middle" x={width / 2} y={height / 2 + 13}>
      {formatRate(rate)}
    </text>
  </g>
);
