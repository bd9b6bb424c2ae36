import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  ActionableError,
  type Addresses,
  type ProcessSpec,
  type Service,
  pidFileOf,
  workspaceRoot,
} from '@orderflow/platform';
import { serviceEnvironment } from './service-environment.js';

/** A second more than a service gives itself to drain. */
const GRACE_MS = 21_000;

export const logFileOf = (dataDirectory: string, name: string) => join(dataDirectory, 'logs', `${name}.log`);

/** How a service is run: what was built, on plain Node. PORT and DATABASE_URL of the shell are of no one service. */
export function serviceProcess(
  service: Service,
  addresses: Addresses,
  dataDirectory: string,
  env: NodeJS.ProcessEnv,
): ProcessSpec {
  const entry = join(workspaceRoot, 'apps', service.name, 'dist/main.js');
  return {
    title: service.title,
    command: process.execPath,
    args: ['--enable-source-maps', entry],
    cwd: workspaceRoot,
    env: { NODE_ENV: 'production', ...env, ...serviceEnvironment(service, addresses, env) },
    logFile: logFileOf(dataDirectory, service.name),
    pidFile: pidFileOf(dataDirectory, service.name),
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
  };
}

/** @throws ActionableError when a service has nothing to run. */
export function refuseUnbuilt(services: readonly Service[]): void {
  const missing = services.filter(({ name }) => !existsSync(join(workspaceRoot, 'apps', name, 'dist/main.js')));
  if (missing.length === 0) return;
  throw new ActionableError(`Not built: ${missing.map(({ name }) => name).join(', ')}`, 'Build with: npm run build');
}

/** A start begins a new log and keeps the one before. */
export function rotateLog(file: string): void {
  if (existsSync(file)) renameSync(file, file.replace(/\.log$/, '.previous.log'));
}
