import { signal } from '@preact/signals';

const KEY = 'orderflow.operator-token';

const stored = (): string | null => (typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(KEY));

/** The token that proves an operator; kept until the tab closes. */
export const operatorToken = signal<string | null>(stored());

export interface TokenQuestion {
  /** Why it is asked: what the server said. */
  readonly reason: string;
  /** With the token, or null when the person gave up. */
  readonly answer: (token: string | null) => void;
}

/** The question that the token dialog shows; null when none is open. */
export const tokenQuestion = signal<TokenQuestion | null>(null);

let asked: Promise<string | null> | undefined;

/** Asks the person for a token, once for all requests that need one at the same time. */
export function askForToken(reason: string): Promise<string | null> {
  asked ??= new Promise<string | null>((resolve) => {
    const answer = (token: string | null): void => {
      tokenQuestion.value = null;
      asked = undefined;
      if (token !== null) keep(token);
      resolve(token);
    };
    tokenQuestion.value = { reason, answer };
  });
  return asked;
}

function keep(token: string): void {
  operatorToken.value = token;
  sessionStorage.setItem(KEY, token);
}
