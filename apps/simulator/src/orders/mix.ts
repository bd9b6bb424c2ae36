import { type Kind, KINDS } from './kind.js';

/** How many parts of the whole each kind has; the parts need not add up to 100. At least one is above 0. */
export type Mix = Readonly<Record<Kind, number>>;

export const USUAL_MIX: Mix = {
  normal: 80,
  insufficient: 5,
  'wrong-quote': 5,
  declined: 3,
  cancelled: 4,
  duplicate: 2,
  malformed: 1,
};

/** As `--mix` takes it: `normal=80,insufficient=5`. */
export const mixText = (mix: Mix): string =>
  KINDS.filter((kind) => mix[kind] > 0)
    .map((kind) => `${kind}=${mix[kind]}`)
    .join(',');

/** A kind that is not named has no part. Undefined when the text is no mix. */
export function parseMix(text: string): Mix | undefined {
  const mix: Record<Kind, number> = { ...NOTHING };
  for (const part of text.split(',')) {
    const [, name, parts] = /^\s*([a-z-]+)\s*=\s*(\d{1,9}(?:\.\d{1,6})?)\s*$/.exec(part) ?? [];
    if (!isKind(name)) return undefined;
    mix[name] = Number(parts);
  }
  return Object.values(mix).some((parts) => parts > 0) ? mix : undefined;
}

const NOTHING: Mix = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;

const isKind = (name: string | undefined): name is Kind => KINDS.some((kind) => kind === name);

/** How many of `count` orders are of each kind: less than one away from its exact share, and `count` together. */
export function countsOf(mix: Mix, count: number): Readonly<Record<Kind, number>> {
  const whole = KINDS.reduce((sum, kind) => sum + mix[kind], 0);
  const shares = KINDS.map((kind) => ({ kind, exact: (count * mix[kind]) / whole }));
  const counts = Object.fromEntries(shares.map(({ kind, exact }) => [kind, Math.floor(exact)])) as Record<Kind, number>;
  const left = count - Object.values(counts).reduce((sum, one) => sum + one, 0);
  // What rounding down has left over goes to those that lost most by it.
  const losers = shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1)).slice(0, left);
  for (const { kind } of losers) counts[kind] += 1;
  return counts;
}
