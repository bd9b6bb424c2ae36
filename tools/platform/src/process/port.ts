import { createServer } from 'node:net';

const HOST = '127.0.0.1';

export function isFree(port: number, host: string = HOST): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `preferred` on: the same answer each time, so that addresses stay. */
export async function freePort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 1000; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${preferred} to ${preferred + 999}`);
}

const given = new Set<number>();

/** Any free port, above those that people choose; never the same twice, as two may be asked for before either is used. */
export async function anyFreePort(): Promise<number> {
  for (;;) {
    const port = await portOfTheSystem();
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

function portOfTheSystem(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: HOST }, () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
