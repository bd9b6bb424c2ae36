import { type Problem } from '../load/problem.js';
import { type Kind } from '../orders/kind.js';

/** An order as `GET /orders/:id` shows it, as far as it matters here. */
export interface OrderView {
  readonly id: string;
  readonly status: 'PENDING' | 'RESERVED' | 'CONFIRMED' | 'REJECTED' | 'CANCELLED';
  readonly statusSince: string;
  readonly createdAt: string;
  readonly total?: number;
  readonly currency?: string;
  readonly reason?: string;
  readonly detail?: string;
}

/** What is known of one order of this run. */
export class TrackedOrder {
  /** How often it was sent, and how many of the answers were marked as replayed. */
  submissions = 0;
  replays = 0;
  /** As it was last seen; undefined until it is accepted. */
  view?: OrderView;
  /** False when an earlier run had placed it under the same key. */
  placedHere = false;
  /** Milliseconds from when it was due until its acceptance was known. */
  acceptedMs?: number;
  /** What it was refused with, or its cancellation. */
  refusal?: Problem;
  /** Why there is no answer, or a wrong one. */
  failure?: string;
  /** A cancellation is still to come, or has no answer yet. */
  awaitsCancel: boolean;
  cancelSent = false;
  /** The run ended before its cancellation was sent. */
  cancelGivenUp = false;
  /** Its id, as soon as it is answered; undefined when it was refused or there was no answer. */
  readonly placed: Promise<string | undefined>;
  private tellPlaced!: (id: string | undefined) => void;

  constructor(
    readonly key: string,
    readonly kind: Kind,
    readonly dueAt: number,
  ) {
    this.awaitsCancel = kind === 'cancelled';
    this.placed = new Promise((resolve) => (this.tellPlaced = resolve));
  }

  /** `placed` is known. */
  answered(): void {
    this.tellPlaced(this.view?.id);
  }

  get ended(): boolean {
    return !this.awaitsCancel && this.view !== undefined && SETTLED.has(this.view.status);
  }

  /**
   * Milliseconds from when the order was due until it was settled: until its acceptance was known here, and from its
   * creation on by the server's clock. The moments between creation and answer count twice; in return no clock is
   * compared with another, and it does not matter when we looked. Undefined for what was cancelled or is of an earlier run.
   */
  get settledMs(): number | undefined {
    if (!this.placedHere || !this.ended || this.kind === 'cancelled') return undefined;
    const { statusSince, createdAt } = this.view!;
    return this.acceptedMs! + (Date.parse(statusSince) - Date.parse(createdAt));
  }
}

const SETTLED: ReadonlySet<string> = new Set(['CONFIRMED', 'REJECTED', 'CANCELLED']);
