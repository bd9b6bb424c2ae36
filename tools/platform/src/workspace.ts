import { join, resolve } from 'node:path';

/** The top of the checkout. */
export const workspaceRoot = resolve(import.meta.dirname, '../../..');

/** Where Kafka, PostgreSQL and the logs of this checkout live: `.data`, or what ORDERFLOW_DATA_DIR says. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(workspaceRoot, env.ORDERFLOW_DATA_DIR || '.data');
}

/** The tests have a platform of their own, so that they never touch the data of a running system. */
export function testDataDirectory(env: NodeJS.ProcessEnv = process.env): string {
  return join(dataDirectory(env), 'test');
}
