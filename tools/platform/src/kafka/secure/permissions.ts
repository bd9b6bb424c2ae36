import { Topic } from '@orderflow/contracts';
import { databaseServices, type ServiceName } from '../../services.js';
import { deadLetterTopic } from '../topics.js';

/** Which topics a service's handlers read, and to which its events go. */
interface EventAccess {
  readonly reads: readonly Topic[];
  readonly writes: readonly Topic[];
}

const { OrderEvents, InventoryEvents, TransactionEvents } = Topic;

/** Who reads and writes events: the one place that says so. Tests compare it with what the services' code does. */
export const eventAccess: Readonly<Record<Exclude<ServiceName, 'gateway'>, EventAccess>> = {
  'order-api': { reads: [InventoryEvents, TransactionEvents], writes: [OrderEvents] },
  inventory: { reads: [OrderEvents], writes: [InventoryEvents] },
  notification: { reads: [OrderEvents, InventoryEvents], writes: [] },
  analytics: { reads: [OrderEvents, InventoryEvents, TransactionEvents], writes: [] },
  transaction: { reads: [OrderEvents, InventoryEvents], writes: [TransactionEvents] },
};

/** One thing that a principal may do. In Kafka, Read and Write include Describe; what no permission allows is refused. */
export interface Permission {
  readonly principal: ServiceName;
  readonly operation: 'Read' | 'Write' | 'Describe';
  readonly resource: 'topic' | 'group';
  readonly name: string;
}

const groups = databaseServices.map(({ name }) => name);

/** A service joins the group of its name and writes its own dead letters. */
const ofService = (principal: keyof typeof eventAccess): Permission[] => [
  ...eventAccess[principal].reads.map((name) => ({ principal, operation: 'Read', resource: 'topic', name }) as const),
  { principal, operation: 'Read', resource: 'group', name: principal },
  ...[...eventAccess[principal].writes, deadLetterTopic(principal)].map(
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
export const permissions: readonly Permission[] = [
  ...(Object.keys(eventAccess) as (keyof typeof eventAccess)[]).flatMap(ofService),
  ...ofGateway,
];
