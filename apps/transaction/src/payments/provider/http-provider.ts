import { MAX_SENTENCE_LENGTH } from '@orderflow/contracts';
import type { ProviderAnswer } from '../domain/index.js';
import type { Payment, RemoteProvider } from './payment-provider.js';

const TIMEOUT_MS = 10_000;

/**
 * A payment provider behind HTTP: `POST /charges` and `POST /refunds` with the payment as JSON and the order id as
 * `Idempotency-Key`. Any status but 2xx, an unreadable answer or none within 10 seconds is no answer yet.
 */
export class HttpProvider implements RemoteProvider {
  readonly kind = 'remote';

  /** `url` has no slash at its end. */
  constructor(private readonly url: string) {}

  async charge(payment: Payment): Promise<ProviderAnswer> {
    const response = await this.post('/charges', payment);
    return answerOf(await response.json());
  }

  async refund(payment: Payment): Promise<void> {
    const response = await this.post('/refunds', payment);
    await response.body?.cancel();
  }

  private async post(path: string, payment: Payment): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': payment.orderId },
      body: JSON.stringify(payment),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new Error(`The payment provider answered ${response.status} to ${path}`);
  }
}

/** `{ "status": "approved" }` or `{ "status": "refused", "detail": "…" }`; what a third party says is not trusted. */
function answerOf(body: unknown): ProviderAnswer {
  const { status, detail } = (body ?? {}) as { status?: unknown; detail?: unknown };
  if (status === 'approved') return { kind: 'approved' };
  if (status !== 'refused') throw new Error('The payment provider neither approved nor refused the charge');
  return { kind: 'refused', detail: sentenceOf(detail) || 'The payment was refused' };
}

/** A text that events may carry: bounded, without U+0000 and half surrogate pairs. */
const sentenceOf = (detail: unknown): string =>
  typeof detail === 'string'
    ? detail
        .slice(0, MAX_SENTENCE_LENGTH)
        .replaceAll(/[\0\p{Cs}]/gu, '')
        .trim()
    : '';
