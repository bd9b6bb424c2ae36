/** What the timeline needs to know of an event: where it lies, and when it happened. */
export interface Step {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** RFC 3339, by its producer's clock. */
  readonly time: string;
}

/** What it needs to know of an event that a service had to park. */
export interface Parked {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly parkedAt: string;
  /** When it was handled or discarded; absent while it is parked. */
  readonly resolvedAt?: string | null;
}

/** An event that the service could not handle at once. */
export interface Parking {
  readonly service: string;
  readonly letter: Parked;
}

/** One line of the timeline. `gapMs`: since the line before; null for the first; negative where two clocks differ. */
export type Entry<S extends Step, P extends Parking> = { readonly at: number; readonly gapMs: number | null } & (
  { readonly kind: 'event'; readonly step: S } | { readonly kind: 'parked' | 'resolved'; readonly parking: P }
);

interface Moment<P extends Parking> {
  readonly kind: 'parked' | 'resolved';
  readonly at: number;
  readonly parking: P;
}

/**
 * The events of an order with the times that they were parked and resolved in between. Events keep the order in which
 * they are given, a parking stands behind its event, and a resolution behind its parking, whatever the clocks say.
 */
export function timelineOf<S extends Step, P extends Parking>(
  steps: readonly S[],
  parkings: readonly P[],
): Entry<S, P>[] {
  const moments = placesOf(steps, parkings.flatMap(momentsOf));
  const lines = [
    ...(moments.get(0) ?? []),
    ...steps.flatMap((step, index) => [
      { kind: 'event', at: Date.parse(step.time), step } as const,
      ...(moments.get(index + 1) ?? []),
    ]),
  ];
  return lines.map((line, index) => ({ ...line, gapMs: index === 0 ? null : line.at - lines[index - 1]!.at }));
}

function momentsOf<P extends Parking>(parking: P): Moment<P>[] {
  const { parkedAt, resolvedAt } = parking.letter;
  const at = Date.parse(parkedAt);
  if (!resolvedAt) return [{ kind: 'parked', at, parking }];
  return [
    { kind: 'parked', at, parking },
    { kind: 'resolved', at: Math.max(at, Date.parse(resolvedAt)), parking },
  ];
}

/** By the number of events that come before: the moments there, oldest first. */
function placesOf<P extends Parking>(steps: readonly Step[], moments: readonly Moment<P>[]): Map<number, Moment<P>[]> {
  const places = new Map<number, Moment<P>[]>();
  for (const moment of [...moments].sort((a, b) => a.at - b.at)) {
    const own = steps.findIndex((step) => isSame(step, moment.parking.letter)) + 1;
    const place = Math.max(own, passedAt(steps, moment.at));
    places.set(place, [...(places.get(place) ?? []), moment]);
  }
  return places;
}

/** How many of the events have happened by then; one that a clock puts too early counts with those before it. */
const passedAt = (steps: readonly Step[], at: number): number => {
  const later = steps.findIndex(({ time }) => Date.parse(time) > at);
  return later === -1 ? steps.length : later;
};

const isSame = (step: Step, { topic, partition, offset }: Parked): boolean =>
  step.topic === topic && step.partition === partition && step.offset === offset;
