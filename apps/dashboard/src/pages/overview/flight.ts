import { pointsOf, type Edge, type Point } from './map-layout';

const POINTS = 24;

/** A way along edges: the first one, and from its end all the others at once. Times are milliseconds on any clock. */
export interface Flight {
  readonly legs: readonly (readonly Point[])[];
  readonly start: number;
  readonly legMs: number;
  readonly colour: string;
}

export const flightOf = (edges: readonly Edge[], start: number, legMs: number, colour: string): Flight => ({
  legs: edges.map((edge) => pointsOf(edge, POINTS)),
  start,
  legMs,
  colour,
});

/** Where a flight is seen: nowhere before it starts, at one place on its first leg, then at one on each other leg. */
export function placesOf({ legs, start, legMs }: Flight, now: number): Point[] {
  const gone = (now - start) / legMs;
  if (gone < 0 || gone >= 2) return [];
  const [first, ...others] = legs;
  if (!first) return [];
  return gone < 1 ? [placeOn(first, gone)] : others.map((leg) => placeOn(leg, gone - 1));
}

export const hasEnded = ({ start, legMs }: Flight, now: number): boolean => now >= start + 2 * legMs;

/** @param share 0 at the beginning of the leg, 1 at its end */
const placeOn = (leg: readonly Point[], share: number): Point => leg[Math.round(share * (leg.length - 1))]!;
