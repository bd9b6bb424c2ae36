import { createServer } from 'node:net';

const SERVICES = 6;

/**
 * The first of as many free ports in a row as there are services: above those that other programs prefer, below those that
 * Linux gives to outgoing connections.
 */
export async function freePortBase(): Promise<number> {
  for (let base = 21_000; base < 32_000; base += 10) {
    const free = await Promise.all(Array.from({ length: SERVICES }, (_, offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
