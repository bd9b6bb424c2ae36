import { type Tree } from '@nx/devkit';
import { type HandledEvent, handledEvents, type HandledTopic, topicsOf } from './events.js';
import { type Manifest, servicesIn } from './services.js';

/** What `nx g` was asked for. */
export interface ConsumerOptions {
  readonly name: string;
  /** Types of events. */
  readonly events: readonly string[];
  /** While PORT_BASE is 3000. */
  readonly port?: number;
}

/** The service to be, in all its names. */
export interface Consumer {
  /** Of the service, its folder and its consumer group: `order-archive`. */
  readonly name: string;
  /** `OrderArchive` */
  readonly className: string;
  /** `Order archive` */
  readonly title: string;
  /** The database and its role: `order_archive`. */
  readonly database: string;
  readonly port: number;
  readonly portOffset: number;
  readonly events: readonly HandledEvent[];
  readonly topics: readonly HandledTopic[];
}

const PORT_BASE = 3000;
/** Lower case, as Kafka, PostgreSQL and Kubernetes all take it. */
const NAME = /^[a-z][a-z\d]*(-[a-z\d]+)*$/;
const LONGEST_NAME = 40;

/** @throws Error as `generateConsumer` does. */
export function describeConsumer(tree: Tree, { name, events: types, port }: ConsumerOptions): Consumer {
  refuseName(tree, name);
  const events = handledEvents(tree, types);
  const portOffset = freeOffset(servicesIn(tree), port);
  const words = name.split('-');
  const title = words.join(' ');
  return {
    name,
    className: words.map(capitalised).join(''),
    title: capitalised(title),
    database: words.join('_'),
    port: PORT_BASE + portOffset,
    portOffset,
    events,
    topics: topicsOf(events),
  };
}

function refuseName(tree: Tree, name: string): void {
  if (!NAME.test(name) || name.length > LONGEST_NAME) {
    throw new Error(
      `"${name}" is no name for a service: write lower-case words with hyphens, ${LONGEST_NAME} characters at most`,
    );
  }
  for (const folder of ['apps', 'libs', 'tools']) {
    if (tree.exists(`${folder}/${name}`)) throw new Error(`${folder}/${name} exists already: choose another name`);
  }
  const taken = servicesIn(tree).find(({ database }) => database === name.replaceAll('-', '_'));
  if (taken) throw new Error(`The database ${taken.database} is another service's: choose another name`);
}

function freeOffset(services: readonly Manifest[], port?: number): number {
  const taken = services.map(({ portOffset }) => portOffset);
  if (port === undefined) return Math.max(...taken) + 1;
  const holder = services.find(({ portOffset }) => PORT_BASE + portOffset === port);
  if (holder) throw new Error(`Port ${port} is that of ${holder.title}: choose another, or leave --port out`);
  if (port <= PORT_BASE || port >= PORT_BASE + 100) {
    throw new Error(`--port=${port}: choose one from ${PORT_BASE + 1} to ${PORT_BASE + 99}`);
  }
  return port - PORT_BASE;
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
