import { readJson, type Tree } from '@nx/devkit';
import { catalogue, type EventClass, Topic } from '@orderflow/contracts';

/** An event as the templates need it. */
export interface HandledEvent {
  /** `ORDER_CONFIRMED` */
  readonly type: string;
  /** `OrderConfirmed` */
  readonly className: string;
  readonly topic: string;
  /** The fields of the contract's example but for the key, as the inside of an object in TypeScript. */
  readonly data: string;
}

/** A topic with those of its events that are handled. */
export interface HandledTopic {
  readonly topic: string;
  /** Of the constant `Topic`: `OrderEvents`. */
  readonly key: string;
  readonly events: readonly HandledEvent[];
}

/**
 * The newest version of each type, in the order of the catalogue.
 * @throws Error for a type that is none, and names those that there are.
 */
export function handledEvents(tree: Tree, types: readonly string[]): HandledEvent[] {
  const wanted = new Set(types.map((type) => type.trim()).filter(Boolean));
  const known = new Map(catalogue.map((event) => [event.type, event]));
  const unknown = [...wanted].find((type) => !known.has(type));
  if (unknown !== undefined || wanted.size === 0) {
    const problem = unknown === undefined ? 'A consumer needs an event' : `There is no event "${unknown}"`;
    throw new Error(`${problem}: --events takes ${[...known.keys()].join(', ')}, separated by commas`);
  }
  return [...known.values()].filter(({ type }) => wanted.has(type)).map((event) => handledEvent(tree, event));
}

function handledEvent(tree: Tree, { type, version, name, topic, key }: EventClass): HandledEvent {
  const example = readJson<Record<string, unknown>>(tree, `libs/contracts/examples/${type}.v${version}.json`);
  const { [key]: _key, ...data } = example;
  return { type, className: name, topic, data: JSON.stringify(data).slice(1, -1) };
}

/** In the order of the constant `Topic`. */
export function topicsOf(events: readonly HandledEvent[]): HandledTopic[] {
  return Object.entries(Topic)
    .map(([key, topic]) => ({ key, topic, events: events.filter((event) => event.topic === topic) }))
    .filter(({ events }) => events.length > 0);
}
