import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findJava } from '../kafka/java.js';
import { timed } from '../observer.js';
import { type PlatformOptions } from '../platform-options.js';
import { pidFileOf } from '../process/pid-file.js';
import { anyFreePort } from '../process/port.js';
import { noteMovedPort, serveOnFreePort } from '../process/serve.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { fetchRegistry, registryJar, registryVersion } from './distribution.js';

/** Where schema registries usually are. */
const USUAL_PORT = 8081;
/** At rest it takes 270 MB resident with these. */
const MEMORY = ['-Xmx256m', '-XX:+UseSerialGC'];
const GRACE_MS = 10_000;

const at = (port: number) => `http://127.0.0.1:${port}`;

/**
 * Runs Apicurio Registry with its data in `<dataDirectory>/registry`. Answers the URL of its Confluent-compatible API:
 * what SCHEMA_REGISTRY_URL takes. The process is added to `processes` when it serves.
 * @throws ActionableError when Java or Maven is missing, or it does not serve in time.
 */
export async function startRegistry(
  { env, observer, signal, dataDirectory, ports, throwaway }: PlatformOptions,
  processes: SupervisedProcess[],
): Promise<string> {
  const { command: java } = await findJava(env);
  await fetchRegistry(observer, signal);
  const name = `orderflow-${randomUUID()}`;
  const preferred = throwaway ? await anyFreePort() : (ports?.registry ?? USUAL_PORT);
  return timed(
    observer,
    (url) => `Apicurio Registry ${registryVersion} serves on ${url}`,
    async () => {
      const served = await serveOnFreePort(
        preferred,
        (port) => Promise.resolve(registryServer(java, dataDirectory, port, name)),
        (port) => isServedBy(name, port),
        signal,
      );
      processes.push(served.process);
      noteMovedPort(observer, served, preferred);
      return `${at(served.port)}/apis/ccompat/v7`;
    },
  );
}

function registryServer(java: string, dataDirectory: string, port: number, name: string): SupervisedProcess {
  const settings = {
    'quarkus.http.host': '127.0.0.1',
    'quarkus.http.port': port,
    'quarkus.http.access-log.enabled': false,
    'apicurio.app.name': name,
    'apicurio.datasource.url': `jdbc:h2:file:${join(dataDirectory, 'registry', 'h2')}`,
    'apicurio.datasource.jdbc.initial-size': 1,
    'apicurio.datasource.jdbc.min-size': 1,
  };
  const properties = Object.entries(settings).map(([key, value]) => `-D${key}=${value}`);
  return new SupervisedProcess({
    title: 'The schema registry',
    command: java,
    args: [...MEMORY, ...properties, '-jar', registryJar],
    logFile: join(dataDirectory, 'logs', 'registry.log'),
    pidFile: pidFileOf(dataDirectory, 'registry'),
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
  });
}

/** Whether it is this start's registry that answers, and not a neighbour's on the same port. */
async function isServedBy(name: string, port: number): Promise<boolean> {
  const response = await fetch(`${at(port)}/apis/registry/v3/system/info`, { signal: AbortSignal.timeout(2000) });
  return response.ok && ((await response.json()) as { readonly name?: string }).name === name;
}
