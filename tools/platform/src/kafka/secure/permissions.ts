import { Topic } from '@orderflow/contracts';
import { databaseServices } from '../../services.js';
import { deadLetterTopic } from '../topics.js';

/** Which topics a service's handlers read, and to which its events go. */
interface EventAccess {
  readonly reads: readonly Topic[];
  readonly writes: readonly Topic[];
}

/** Who reads and writes events, as the services' package.json say. Tests compare it with what their code does. */
export const eventAccess: Readonly<Record<string, EventAccess>> = Object.fromEntries(
  databaseServices.map(({ name, reads = [], writes = [] }) => [name, { reads, writes }]),
);

/** One thing that a principal may do. In Kafka, Read and Write include Describe; what no permission allows is refused. */
export interface Permission {
  readonly principal: string;
  readonly operation: 'Read' | 'Write' | 'Describe';
  readonly resource: 'topic' | 'group';
  readonly name: string;
}

const groups = databaseServices.map(({ name }) => name);

/** A service joins the group of its name and writes its own dead letters. */
const ofService = ([principal, { reads, writes }]: [string, EventAccess]): Permission[] => [
  ...reads.map((name) => ({ principal, operation: 'Read', resource: 'topic', name }) as const),
  { principal, operation: 'Read', resource: 'group', name: principal },
  ...[...writes, deadLetterTopic(principal)].map(
    (name) => ({ principal, operation: 'Write', resource: 'topic', name }) as const,
  ),
];

/** The gateway shows every topic and every group, joins none and writes nothing. */
const ofGateway: readonly Permission[] = [
  ...[...Object.values(Topic), ...groups.map(deadLetterTopic)].map(
    (name) => ({ principal: 'gateway', operation: 'Read', resource: 'topic', name }) as const,
  ),
  ...groups.map((name) => ({ principal: 'gateway', operation: 'Describe', resource: 'group', name }) as const),
];

/** The least that the services need. */
export const permissions: readonly Permission[] = [...Object.entries(eventAccess).flatMap(ofService), ...ofGateway];
