import { ActionableError, findJava, findMaven, isKafkaFetched } from '@orderflow/platform';
import { type Finding } from './finding.js';

/** The way into this program has refused a Node.js that is too old. */
export function checkNode(): Finding {
  return { what: 'Node.js', state: 'ok', found: process.versions.node };
}

export async function checkJava(env: NodeJS.ProcessEnv): Promise<Finding> {
  if (env.KAFKA_BROKERS) return { what: 'Java', state: 'ok', found: 'not needed: KAFKA_BROKERS is set' };
  return look('Java', async () => `version ${(await findJava(env)).version}`);
}

export async function checkMaven(env: NodeJS.ProcessEnv): Promise<Finding> {
  if (env.KAFKA_BROKERS) return { what: 'Maven', state: 'ok', found: 'not needed: KAFKA_BROKERS is set' };
  if (isKafkaFetched()) return { what: 'Maven', state: 'ok', found: 'not needed any more: Kafka is fetched' };
  return look('Maven', async () => `version ${await findMaven()}`);
}

async function look(what: string, find: () => Promise<string>): Promise<Finding> {
  try {
    return { what, state: 'ok', found: await find() };
  } catch (error) {
    if (!(error instanceof ActionableError)) throw error;
    return { what, state: 'missing', found: error.message, remedy: error.remedy };
  }
}
