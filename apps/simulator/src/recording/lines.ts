import { ActionableError } from '../actionable-error.js';
import { KINDS } from '../orders/kind.js';
import { CANCEL_PATH, rekeyed, type Step } from '../orders/script.js';

/** A step as a line of a recording, without its end of line. */
export function lineOf({ at, kind, method, path, headers, order, body }: Step): string {
  return JSON.stringify({ at: Math.round(at), kind, method, path, headers, order, body });
}

/**
 * The steps of a recording, by time. Empty lines are skipped.
 * @throws ActionableError that names the line that is none.
 */
export function parseRecording(text: string, file: string): Step[] {
  const lines = text.split('\n').map((line, n) => ({ line, n: n + 1 }));
  const steps = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, n }) => {
      const step = jsonOf(line);
      if (isStep(step)) return step;
      throw wrong(`--replay ${file}: line ${n} is no line of a recording`);
    });
  if (steps.length === 0) throw wrong(`--replay ${file}: the file is empty`);
  return steps.toSorted((a, b) => a.at - b.at);
}

/** The steps with keys of another run, so that each is a new request. */
export function withKeysOf(steps: readonly Step[], run: string): Step[] {
  return steps.map((step) => {
    const key = step.headers['idempotency-key'];
    return {
      ...step,
      headers: key === undefined ? step.headers : { ...step.headers, 'idempotency-key': rekeyed(key, run) },
      ...(step.order !== undefined && { order: rekeyed(step.order, run) }),
    };
  });
}

const wrong = (message: string) => new ActionableError(message, '--replay takes a file that --record has written', 2);

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const STEP_KINDS: readonly unknown[] = [...KINDS, 'delivery'];
/** What a run sends, and nothing else: a recording that was edited cannot reach other routes. */
const PATHS = /^(\/orders|\/orders\/\{id\}\/cancel|\/inventory\/[^/?#]+\/restock)$/;

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { at, kind, method, path, headers, order } = value as Readonly<Record<string, unknown>>;
  return (
    typeof at === 'number' &&
    at >= 0 &&
    STEP_KINDS.includes(kind) &&
    method === 'POST' &&
    typeof path === 'string' &&
    PATHS.test(path) &&
    isHeaders(headers) &&
    (path === CANCEL_PATH ? typeof order === 'string' : order === undefined && hasKey(headers))
  );
}

function isHeaders(value: unknown): value is Step['headers'] {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

const hasKey = (headers: Step['headers']): boolean => headers['idempotency-key'] !== undefined;
