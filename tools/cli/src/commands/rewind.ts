import { confirm, isCancel } from '@clack/prompts';
import {
  ActionableError,
  type KafkaAccess,
  type Service,
  type Step,
  administratorOf,
  consumerGroupOf,
  dataDirectory,
  databaseServices,
  planRewind,
  readPlatform,
  rewindGroup,
} from '@orderflow/platform';
import { whileStopped } from '../system/while-stopped.js';
import { table } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';
import { chooseServices } from './choose-services.js';

const FORM = 'Write it like 2026-01-31T12:00:00Z, or "beginning"';

export interface RewindOptions {
  /** An ISO 8601 time, or "beginning". */
  readonly to?: string;
  /** Does not ask. */
  readonly yes?: boolean;
}

/**
 * Sets the consumer group of a service back, so that it reads again what was published since a time: for a database that
 * was restored or lost. Its inbox skips what the database has.
 */
export async function rewind(name: string, options: RewindOptions, terminal: Terminal, env = process.env) {
  const service = consumer(name);
  const to = momentOf(options.to);
  const directory = dataDirectory(env);
  const kafka = kafkaOf(directory, env);
  if (!kafka) throw new ActionableError('There is no Kafka', 'Start it with: npm run platform; or set KAFKA_BROKERS');
  const group = consumerGroupOf(service, env);
  const steps = await planRewind(kafka, group, to);
  if (steps.length === 0) {
    terminal.line(`${service.title} has read nothing since then`);
    return;
  }
  const since = to === 'beginning' ? 'from the beginning' : `since ${to.toISOString()}`;
  terminal.line(`${service.title} would read again what Kafka has ${since}:`);
  for (const line of table(rowsOf(steps))) terminal.line(`  ${line}`);
  if (!options.yes && !(await isConfirmed(service))) {
    terminal.line('Nothing was changed.');
    return;
  }
  await whileStopped(service, directory, terminal, async () => {
    await rewindGroup(kafka, group, steps);
    terminal.line('Set back. What its database has already, its inbox skips.');
  });
}

function kafkaOf(directory: string, env: NodeJS.ProcessEnv): KafkaAccess | undefined {
  const platform = readPlatform(directory);
  if (platform) return administratorOf(platform, env);
  return env.KAFKA_BROKERS ? administratorOf({ kafkaBrokers: env.KAFKA_BROKERS }, env) : undefined;
}

function consumer(name: string): Service {
  const [service] = chooseServices([name]);
  if (!databaseServices.some((one) => one.name === name)) {
    throw new ActionableError(
      `${service!.title} reads no events`,
      `These do: ${databaseServices.map((one) => one.name).join(', ')}`,
    );
  }
  return service!;
}

function momentOf(text: string | undefined): Date | 'beginning' {
  if (text === undefined) throw new ActionableError('Back to when? There is no --to', FORM);
  if (text === 'beginning') return text;
  const moment = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(moment.getTime())) {
    throw new ActionableError(`--to ${text} is no time`, FORM);
  }
  if (moment.getTime() > Date.now()) throw new ActionableError(`--to ${text} is in the future`, FORM);
  return moment;
}

/** A row per topic: the messages, and each partition's offsets, so that what was done can be undone. */
function rowsOf(steps: readonly Step[]): string[][] {
  const topics = [...new Set(steps.map(({ topic }) => topic))];
  return topics.map((topic) => {
    const own = steps.filter((step) => step.topic === topic);
    const messages = own.reduce((sum, { from, to }) => sum + from - to, 0);
    return [
      topic,
      `${messages} messages`,
      own.map(({ partition, from, to }) => `${partition}: ${from} → ${to}`).join(', '),
    ];
  });
}

async function isConfirmed({ title, name }: Service): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new ActionableError('Nobody is there to confirm', `Without a terminal say so: rewind ${name} --to … --yes`);
  }
  const answer = await confirm({ message: `Stop ${title}, set it back and start it again?`, initialValue: false });
  return !isCancel(answer) && answer;
}
