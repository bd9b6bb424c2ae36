import { request } from 'node:http';
import { ActionableError } from '@orderflow/platform';
import { controlSocket } from './control-socket.js';
import { type SystemStatus } from './status.js';

/** Speaks with the system that runs from a data directory, if one does. */
export class ControlClient {
  constructor(private readonly dataDirectory: string) {}

  /** Undefined when no system runs. */
  async status(): Promise<SystemStatus | undefined> {
    const answer = await this.send('GET', '/').catch(() => undefined);
    return answer === undefined ? undefined : (JSON.parse(answer) as SystemStatus);
  }

  /** Returns when the service is ready. */
  async start(service: string): Promise<void> {
    await this.send('POST', `/services/${service}/start`);
  }

  /** Returns when the service has ended. */
  async stop(service: string): Promise<void> {
    await this.send('POST', `/services/${service}/stop`);
  }

  /** The system begins to drain. */
  async stopAll(): Promise<void> {
    await this.send('POST', '/stop');
  }

  private send(method: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ socketPath: controlSocket(this.dataDirectory), method, path }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(body);
          else reject(refusal(body));
        });
      });
      outgoing.on('error', reject).end();
    });
  }
}

function refusal(body: string): Error {
  const { message, remedy } = JSON.parse(body) as { message: string; remedy?: string };
  return remedy ? new ActionableError(message, remedy) : new Error(message);
}
