import { problemText } from '../load/problem.js';
import { type End, ENDS, type Kind } from '../orders/kind.js';
import { type TrackedOrder } from './tracked-order.js';

/** What an order lacks of the end that its kind asks for; undefined when it came to it. */
export function shortfallOf(order: TrackedOrder): string | undefined {
  const { kind, failure, refusal, view, submissions, replays } = order;
  if (failure !== undefined) return `no right answer: ${failure}`;
  if (kind === 'malformed') return malformedShortfall(order);
  if (refusal) return `refused: ${problemText(refusal)}`;
  if (!view) return 'no answer';
  if (!order.ended) return `not settled in time: ${view.status} since ${view.statusSince}`;
  const wanted = wantedEnd(kind, order.cancelGivenUp);
  if (view.status !== wanted.status || (wanted.reason !== undefined && view.reason !== wanted.reason)) {
    return `${textOf(view)} instead of ${textOf(wanted)}${view.detail === undefined ? '' : `: ${view.detail}`}`;
  }
  if (replays < submissions - 1) return `sent ${submissions} times, but ${replays} answers say Idempotency-Replayed`;
  return undefined;
}

function malformedShortfall({ refusal, view }: TrackedOrder): string | undefined {
  if (refusal?.status === 400) return undefined;
  if (refusal) return `refused, but not with 400: ${problemText(refusal)}`;
  return view ? 'accepted, though it is malformed' : 'no answer';
}

/** An order whose cancellation was never sent is confirmed as any other. */
const wantedEnd = (kind: Exclude<Kind, 'malformed'>, cancelGivenUp: boolean): End =>
  cancelGivenUp ? ENDS.normal : ENDS[kind];

const textOf = ({ status, reason }: { readonly status: string; readonly reason?: string }): string =>
  reason === undefined ? status : `${status} (${reason})`;
