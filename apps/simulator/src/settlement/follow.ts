import { type Clock } from '../clock.js';
import { type PatientClient } from '../load/patient-client.js';
import { problemOf, problemText } from '../load/problem.js';
import { type Ledger } from './ledger.js';
import { type OrderView } from './tracked-order.js';

interface OrdersPage {
  readonly items: readonly OrderView[];
  readonly nextCursor: string | null;
}

/** The longest that the list has. */
const PAGE = 100;
/** At most five pages a second, however many orders are open: some 300 requests a minute of the gateway's limit. */
const BETWEEN_PAGES_MS = 200;
const BETWEEN_LOOKS_MS = 400;

/**
 * Learns what became of the open orders by reading the list from the newest to the oldest open one, again and again.
 * That costs a page for each hundred orders, where asking for each order would double the requests. Looking late makes
 * no figure worse: the list says when each order was settled.
 */
export class Follower {
  /** Why the list could not be read last time. */
  trouble?: string;

  constructor(
    private readonly client: PatientClient,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
  ) {}

  /** Looks until `signal` is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look(signal).catch((error: unknown) => {
        this.trouble = error instanceof Error ? error.message : String(error);
      });
      await this.clock.sleep(BETWEEN_LOOKS_MS, signal);
    }
  }

  private async look(signal: AbortSignal): Promise<void> {
    const from = this.ledger.oldestOpen();
    if (from === undefined) return;
    let cursor: string | null = null;
    do {
      if (cursor !== null) await this.clock.sleep(BETWEEN_PAGES_MS, signal);
      if (signal.aborted) return;
      const page = await this.page(from, cursor);
      for (const view of page.items) this.ledger.seen(view);
      cursor = page.nextCursor;
    } while (cursor !== null && this.ledger.openCount > 0);
    this.trouble = undefined;
  }

  private async page(createdFrom: string, cursor: string | null): Promise<OrdersPage> {
    const query = new URLSearchParams({ createdFrom, limit: String(PAGE), ...(cursor !== null && { cursor }) });
    const { answer } = await this.client.send({ method: 'GET', path: `/orders?${query.toString()}` });
    if (answer.status !== 200) throw new Error(problemText(problemOf(answer)));
    return answer.body as OrdersPage;
  }
}
