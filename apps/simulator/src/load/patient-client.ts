import { type Clock } from '../clock.js';
import { type Answer, type HttpClient, type HttpRequest } from './http-client.js';
import { problemOf } from './problem.js';

export interface PatientAnswer {
  readonly answer: Answer;
  /** 1 unless the request was repeated. */
  readonly attempts: number;
}

export interface Patience {
  readonly clock: Clock;
  /** Ends the repeating. */
  readonly signal: AbortSignal;
  /** The server takes nothing from us for so long; told once for each time. */
  readonly onLimit: (seconds: number, detail: string) => void;
}

/** What a fault that passes may look like: the service is down, is starting, or broke off. */
const PASSING = new Set([502, 503, 504]);
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
const PATIENCE_MS = 30_000;

/**
 * Sends requests that may be repeated until they have a definite answer. After 429 nothing at all is sent until the
 * time of its Retry-After is over. Faults that may pass are waited out for 30 s.
 */
export class PatientClient {
  /** Answers 429 so far. */
  limited = 0;
  private closedUntil = 0;

  constructor(
    private readonly http: HttpClient,
    private readonly patience: Patience,
  ) {}

  /** Nothing is sent at present, because the server has asked for it. */
  get held(): boolean {
    return this.closedUntil > this.patience.clock.now();
  }

  /** Rejects when there is no answer at all in the time. */
  async send(request: HttpRequest): Promise<PatientAnswer> {
    const { clock, signal } = this.patience;
    let giveUpAt = Infinity;
    let waitMs = FIRST_WAIT_MS;
    for (let attempts = 1; ; attempts += 1) {
      await this.untilOpen();
      const result = await this.attempt(request);
      if (result.answer?.status === 429) {
        if (signal.aborted) return { answer: result.answer, attempts };
        this.closeFor(result.answer);
        continue;
      }
      if (result.answer && !PASSING.has(result.answer.status)) return { answer: result.answer, attempts };
      giveUpAt = Math.min(giveUpAt, clock.now() + PATIENCE_MS);
      if (signal.aborted || clock.now() >= giveUpAt) {
        if (result.answer) return { answer: result.answer, attempts };
        throw result.error;
      }
      await clock.sleep(waitMs, signal);
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
  }

  private attempt(request: HttpRequest): Promise<{ answer?: Answer; error?: unknown }> {
    return this.http.send(request).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    );
  }

  private closeFor(answer: Answer): void {
    const { clock, onLimit } = this.patience;
    this.limited += 1;
    const seconds = Math.max(1, Number(answer.headers['retry-after']) || 1);
    const wasOpen = !this.held;
    this.closedUntil = Math.max(this.closedUntil, clock.now() + seconds * 1_000);
    if (wasOpen) onLimit(seconds, problemOf(answer).detail);
  }

  private async untilOpen(): Promise<void> {
    const { clock, signal } = this.patience;
    while (this.held) {
      if (signal.aborted) throw new Error('interrupted before it was sent');
      await clock.sleep(this.closedUntil - clock.now(), signal);
    }
  }
}
