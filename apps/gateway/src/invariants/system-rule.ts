import type { InvariantsView } from '@orderflow/service';

/** What a service says of its invariants, or why it says nothing. */
export type Word = InvariantsView | { readonly service: string; readonly silence: string };

/** What is known of the system at a moment. */
export interface Look {
  readonly words: ReadonlyMap<string, Word>;
  /** Why Kafka tells nothing; null: it does. */
  readonly kafkaTrouble: string | null;
  /** Events that a service has still to read, by its name; null when that is not known. */
  readonly lag: ReadonlyMap<string, number | null>;
}

/** What a service counts, by itself and for itself. */
export interface Side {
  readonly service: string;
  readonly figure: (figures: Readonly<Record<string, number>>) => number | undefined;
}

/** Two services count the same thing. The figures differ while events are under way between them. */
export interface SystemRule {
  readonly name: string;
  /** A sentence that states what holds. */
  readonly title: string;
  readonly unit: string;
  readonly sides: readonly [Side, Side];
  /** The services whose delay explains a difference: the two and those between them. */
  readonly path: readonly string[];
}

/** How a rule stands after a look at the services. */
export interface Judgement {
  /** `waiting`: they cannot be compared yet, as events are under way. `unknown`: a service does not tell. */
  readonly state: 'holds' | 'violated' | 'waiting' | 'unknown';
  /** What the two sides count, and when they counted it; not known of one that does not tell. */
  readonly figures?: readonly [Figure, Figure];
  /** So many looks in a row have found the same difference, with nothing to explain it. */
  readonly seen: number;
  readonly reason: string | null;
}

interface Figure {
  readonly value: number;
  readonly at: string;
}

/** A difference is believed when so many looks in a row have found it, each with figures counted anew. */
const LOOKS = 3;

/**
 * Compares the two sides of a rule. A difference is a violation only when it has stood still for three looks, and no event
 * that is parked, unsent or unread explains it. `before` is what the look before has come to.
 */
export function judge(rule: SystemRule, look: Look, before?: Judgement): Judgement {
  const { words } = look;
  const silence = silenceOf(
    rule.sides.map(({ service }) => service),
    words,
  );
  if (silence) return { state: 'unknown', seen: 0, reason: silence };
  const [left, right] = rule.sides.map((side) => figureOf(side, words));
  if (!left || !right) return { state: 'unknown', seen: 0, reason: 'The figures are not counted yet' };
  const figures = [left, right] as const;
  if (left.value === right.value) return { state: 'holds', figures, seen: 0, reason: null };
  const explanation = explanationOf(rule.path, look);
  if (explanation) return { state: 'waiting', figures, seen: 0, reason: explanation };
  return stoodStill(figures, before);
}

function stoodStill(figures: readonly [Figure, Figure], before: Judgement | undefined): Judgement {
  const moving = { state: 'waiting', figures, seen: 1, reason: 'Events are under way' } as const;
  const earlier = before?.seen ? before.figures : undefined;
  if (!before || !earlier || figures.some(({ value }, at) => value !== earlier[at]!.value)) return moving;
  // Figures that were not counted anew say nothing new.
  if (!figures.every(({ at }, index) => at > earlier[index]!.at)) return before;
  const seen = before.seen + 1;
  return seen < LOOKS ? { ...moving, seen } : { state: 'violated', figures, seen, reason: null };
}

function figureOf({ service, figure }: Side, words: ReadonlyMap<string, Word>): Figure | undefined {
  const word = words.get(service);
  if (!word || 'silence' in word || word.figuresAt === null) return undefined;
  const value = figure(word.figures);
  return value === undefined ? undefined : { value, at: word.figuresAt };
}

function silenceOf(services: readonly string[], words: ReadonlyMap<string, Word>): string | undefined {
  const silent = services.map((service) => words.get(service)).find((word) => word && 'silence' in word);
  return silent && 'silence' in silent ? `${silent.service} does not tell: ${silent.silence}` : undefined;
}

/** Why the sides may differ although nothing is wrong; undefined when nothing is in the way. */
function explanationOf(path: readonly string[], { words, lag, kafkaTrouble }: Look): string | undefined {
  const reasons = path.flatMap((service) => delaysOf(service, words.get(service), lag.get(service) ?? 0));
  if (kafkaTrouble !== null) reasons.push(`Kafka does not answer: ${kafkaTrouble}`);
  return reasons.length > 0 ? reasons.join('; ') : undefined;
}

function delaysOf(service: string, word: Word | undefined, lag: number): string[] {
  if (!word || 'silence' in word) return [`${service} does not answer`];
  if (!word.underWay) return [`the database of ${service} does not answer`];
  const { dead, retrying, outbox, consumer } = word.underWay;
  return [
    dead > 0 && `${dead} dead letters wait at ${service}`,
    retrying > 0 && `${retrying} events are tried again at ${service}`,
    outbox > 0 && `${outbox} events of ${service} wait for Kafka`,
    consumer !== null && `${service} reads no events: ${consumer}`,
    lag > 0 && `${service} has ${lag} events still to read`,
  ].filter((reason) => reason !== false);
}
