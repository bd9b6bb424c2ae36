import { databaseServices } from '@orderflow/platform';
import { RAISED } from '../faults/failing-inserts.js';
import { type ChaosSystem } from '../system/chaos-system.js';

/** What poison is dead of. Anything else that is dead stays, and is told. */
const POISON = new Set(['NO_TYPE_OR_ID', 'TOMBSTONE', 'NOT_JSON', 'UNKNOWN_VERSION', 'CONTRACT_VIOLATION']);
const REASON = 'poison of the chaos tool';
const PER_SECOND = 500;

interface DeadLetter {
  readonly id: number;
  readonly head: boolean;
  /** Null when it only waits behind an earlier one. */
  readonly error: { readonly code: string } | null;
}

/** Does what an operator does when the causes are mended, by the same REST routes. */
export class Operator {
  redriven = 0;
  discarded = 0;

  constructor(private readonly system: ChaosSystem) {}

  /** Redrives what failed by the faults' triggers, discards what is poison; what waits behind these comes in a later round. */
  async recover(): Promise<void> {
    for (const { name } of databaseServices) {
      const letters = await this.deadLetters(name);
      if (letters.some(({ error }) => error?.code === RAISED)) {
        const body = { errorCode: RAISED, perSecond: PER_SECOND };
        const { redriven } = await this.call<{ redriven: number }>(name, '/redrive', body);
        this.redriven += redriven;
      }
      for (const { id } of letters.filter(({ head, error }) => head && POISON.has(error?.code ?? ''))) {
        await this.call(name, `/${id}/discard`, { reason: REASON });
        this.discarded += 1;
      }
    }
  }

  /** Some of them: the newest. */
  private async deadLetters(service: string): Promise<readonly DeadLetter[]> {
    const { items } = await this.call<{ items: readonly DeadLetter[] }>(service, '?state=dead&limit=100');
    return items;
  }

  private async call<Body>(service: string, path: string, body?: object): Promise<Body> {
    const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${this.system.url(service)}/dead-letters${path}`, body && post);
    if (!response.ok) throw new Error(`${service} answers ${response.status} to ${path}: ${await response.text()}`);
    return (await response.json()) as Body;
  }
}
