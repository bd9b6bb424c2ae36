import { type Addresses } from '../addresses.js';
import { timed } from '../observer.js';
import { type PlatformOptions } from '../platform-options.js';
import { anyFreePort } from '../process/port.js';
import { noteMovedPort, serveOnFreePort } from '../process/serve.js';
import { type SupervisedProcess } from '../process/supervised-process.js';
import { databaseServices, databaseUrlSetting } from '../services.js';
import { createDatabases, databaseUrl } from './databases.js';
import { adminUrl, answersFrom, postgresServer } from './server.js';

const USUAL_PORT = 5432;

type PostgresAddresses = Pick<Addresses, 'postgresAdminUrl' | 'databaseUrls'>;

/**
 * Answers where each service's database is: where its setting says, else in the embedded PostgreSQL, which is started
 * when at least one service needs it. A process that is started is added to `processes` when it serves.
 */
export async function startPostgres(
  options: PlatformOptions,
  processes: SupervisedProcess[],
): Promise<PostgresAddresses> {
  const elsewhere = options.throwaway ? {} : databaseUrlsOf(options.env);
  if (databaseServices.every(({ name }) => name in elsewhere)) return { databaseUrls: elsewhere };
  const port = await timed(
    options.observer,
    (port) => `PostgreSQL serves on 127.0.0.1:${port}`,
    async () => {
      const served = await runPostgres(options);
      processes.push(served.process);
      return served.port;
    },
  );
  const postgresAdminUrl = adminUrl(port);
  const embedded = databaseServices.map(
    ({ name, database }) => [name, databaseUrl(postgresAdminUrl, database)] as const,
  );
  return { postgresAdminUrl, databaseUrls: { ...Object.fromEntries(embedded), ...elsewhere } };
}

/** The databases that settings such as INVENTORY_DATABASE_URL name, by service. */
function databaseUrlsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    databaseServices.flatMap((service) => {
      const url = env[databaseUrlSetting(service)];
      return url ? [[service.name, url]] : [];
    }),
  );
}

async function runPostgres({ dataDirectory, observer, ports, throwaway, signal }: PlatformOptions) {
  const preferred = throwaway ? await anyFreePort() : (ports?.postgres ?? USUAL_PORT);
  const served = await serveOnFreePort(
    preferred,
    (port) => postgresServer(dataDirectory, port, { durable: !throwaway }),
    async (port) => {
      if (!(await answersFrom(dataDirectory, port))) return false;
      await createDatabases(adminUrl(port));
      return true;
    },
    signal,
  );
  noteMovedPort(observer, served, preferred);
  return served;
}
