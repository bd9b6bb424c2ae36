import type { Finding } from '../evidence.js';

const SHOWN = 5;

/** The outcome of a check: it holds when nothing is wrong. */
export function finding(check: string, seen: string, wrong: readonly string[]): Finding {
  const more = wrong.length - SHOWN;
  const shown = more > 0 ? [...wrong.slice(0, SHOWN), `and ${count(more)} more`] : wrong;
  return { check, ok: wrong.length === 0, seen, wrong: shown };
}

/** A number for people: 12,345. */
export const count = (number: number): string => number.toLocaleString('en-US');
