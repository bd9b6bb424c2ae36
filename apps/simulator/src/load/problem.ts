import { type Answer } from './http-client.js';

/** What an answer that is no success says of itself (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

export function problemOf({ status, body }: Answer): Problem {
  const { code, detail } = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return { status, code: code ?? `HTTP ${status}`, detail: detail ?? '' };
}

export const problemText = ({ status, code, detail }: Problem): string =>
  [String(status), code, detail].filter(Boolean).join(' ');

/** Whether the system does not know who asks, or does not let it. */
export const isUnadmitted = ({ status }: Answer): boolean => status === 401 || status === 403;

/** The way in, where the system asks for tokens. */
export const ADMISSION =
  'Set AUTH_SECRET as the system has it, in .env; or ORDERFLOW_TOKEN to a token with the scope admin';
