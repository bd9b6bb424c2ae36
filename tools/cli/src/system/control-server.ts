import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { ActionableError, serviceNamed } from '@orderflow/platform';
import { ControlClient } from './control-client.js';
import { controlSocket } from './control-socket.js';
import { type System } from './system.js';
import { type SystemStatus } from './status.js';

/** What the control socket acts on; there is no system while the platform starts. */
export interface Controlled {
  status(): SystemStatus;
  system(): System | undefined;
  stop(): void;
}

/**
 * Serves the control socket, and so makes this process the one that runs the system of the data directory.
 * Undefined when another process does already. A socket that a killed one left behind is replaced.
 */
export async function serveControl(dataDirectory: string, controlled: Controlled): Promise<Server | undefined> {
  await mkdir(dataDirectory, { recursive: true });
  const server = createServer((incoming, outgoing) => void answer(controlled, incoming, outgoing));
  if (await listen(server, dataDirectory)) return server;
  if (await new ControlClient(dataDirectory).status()) return undefined;
  rmSync(controlSocket(dataDirectory), { force: true });
  return (await listen(server, dataDirectory)) ? server : undefined;
}

/** False when the address is in use. */
function listen(server: Server, dataDirectory: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', onError);
    server.listen(controlSocket(dataDirectory), () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

async function answer(controlled: Controlled, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  try {
    const body = await act(controlled, `${incoming.method} ${incoming.url}`);
    outgoing.end(JSON.stringify(body ?? {}));
  } catch (error) {
    const { message } = error as Error;
    const remedy = error instanceof ActionableError ? error.remedy : undefined;
    outgoing.writeHead(500).end(JSON.stringify({ message, remedy }));
  }
}

async function act(controlled: Controlled, call: string): Promise<unknown> {
  if (call === 'GET /') return controlled.status();
  if (call === 'POST /stop') return controlled.stop();
  const [, name, verb] = /^POST \/services\/([\w-]+)\/(start|stop)$/.exec(call) ?? [];
  const service = serviceNamed(name ?? '');
  if (!service) throw new Error(`Not understood: ${call}`);
  const system = controlled.system();
  if (!system) throw new ActionableError('The system is still starting', 'Try again in a few seconds');
  return verb === 'start' ? system.start(service) : system.stop(service);
}
