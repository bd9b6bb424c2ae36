import { services } from '@orderflow/platform';
import { brokerOutage } from './broker.js';
import { cutConnections } from './cut.js';
import { failingHandler } from './failing-handler.js';
import { failingKey } from './failing-key.js';
import { type Fault } from './fault.js';
import { killRelay } from './kill-relay.js';
import { killService } from './kill-service.js';
import { pause } from './pause.js';
import { poison } from './poison.js';
import { postgresRestart } from './postgres.js';
import { replicas } from './replicas.js';

/** Every fault; a kind may be there several times. */
export const everyFault = ({ outageMs }: { readonly outageMs: number }): readonly Fault[] => [
  ...services.map(killService),
  killRelay,
  brokerOutage(outageMs),
  postgresRestart,
  cutConnections,
  pause,
  poison,
  failingHandler,
  failingKey,
  replicas,
];

/** What `--faults` may name, with what each one does. */
export const KINDS: ReadonlyMap<string, string> = new Map(
  everyFault({ outageMs: 0 }).map(({ name, about }) => [name, about]),
);
