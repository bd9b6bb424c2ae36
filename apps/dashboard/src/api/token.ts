import { signal } from '@preact/signals';

const KEY = 'orderflow.token';

const stored = (): string | null => (typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(KEY));

/** The bearer token that says who asks; kept until the tab closes, and never part of an address. */
export const token = signal<string | null>(stored());

/** Why the server does not let this page in; null where it does, or where nobody has asked it. */
export const refusal = signal<string | null>(null);

export interface TokenQuestion {
  /** Why it is asked: what the server said. */
  readonly reason: string;
  /** With the token, or null when the person gave up. */
  readonly answer: (token: string | null) => void;
}

/** The question that the sign-in dialog shows; null when none is open. */
export const tokenQuestion = signal<TokenQuestion | null>(null);

let asked: Promise<string | null> | undefined;

/** Asks the person for a token, once for all requests that need one at the same time. */
export function askForToken(reason: string): Promise<string | null> {
  asked ??= new Promise<string | null>((resolve) => {
    const answer = (given: string | null): void => {
      tokenQuestion.value = null;
      asked = undefined;
      if (given !== null) keep(given);
      resolve(given);
    };
    refusal.value = reason;
    tokenQuestion.value = { reason, answer };
  });
  return asked;
}

function keep(given: string): void {
  sessionStorage.setItem(KEY, given);
  refusal.value = null;
  token.value = given;
}

/** Forgets the token and, with the page's memory, all that it has shown. */
export function signOut(): void {
  sessionStorage.removeItem(KEY);
  location.reload();
}

/** The header that says who asks; none without a token. */
export const authorization = (): Record<string, string> =>
  token.value === null ? {} : { authorization: `Bearer ${token.value}` };
