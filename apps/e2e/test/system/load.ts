import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** What became of a request under load. */
export interface Sent {
  readonly status?: number;
  /** Why there is no answer. */
  readonly failure?: string;
}

/**
 * Posts the same body again and again through kept-alive connections, as many requests at a time as there are
 * connections, until it is stopped; a connection ends its part when nothing listens any more.
 */
export class Load {
  readonly sent: Sent[] = [];
  private readonly agent: Agent;
  private readonly loops: Promise<void>[];
  private stopping = false;

  constructor(
    private readonly port: number,
    private readonly path: string,
    private readonly body: string,
    connections = 16,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.loops = Array.from({ length: connections }, () => this.loop());
  }

  /** Resolves when each request has its end. */
  async stop(): Promise<readonly Sent[]> {
    this.stopping = true;
    await this.untilNobodyListens();
    return this.sent;
  }

  async untilNobodyListens(): Promise<void> {
    await Promise.all(this.loops);
    this.agent.destroy();
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const sent = await this.post();
      if (sent.failure === 'ECONNREFUSED') return; // it was never begun
      this.sent.push(sent);
    }
  }

  private post(): Promise<Sent> {
    return new Promise((resolve) => {
      const outgoing = request({
        agent: this.agent,
        host: '127.0.0.1',
        port: this.port,
        path: this.path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(this.body) },
      });
      const fail = ({ code, message }: NodeJS.ErrnoException) => resolve({ failure: code ?? message });
      outgoing.once('error', fail);
      outgoing.once('response', (answer: IncomingMessage) => {
        text(answer).then(() => resolve({ status: answer.statusCode }), fail);
      });
      outgoing.end(this.body);
    });
  }
}
