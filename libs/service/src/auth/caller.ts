import { notYours, insufficientScope } from './auth.problems.js';
import { EVERY_SCOPE, type Scope } from './scope.js';

/** Who sends a request. */
export interface Caller {
  /** For the audit: the subject of the token, the name of an operator's token, `loopback` or `anonymous`. */
  readonly name: string;
  /** Set: the caller is this customer, and nothing of another's exists for it. Not set: it sees everything. */
  readonly customerId?: string;
  readonly scopes: ReadonlySet<Scope>;
  /** When its token ends, in milliseconds since the epoch. Not set: never. */
  readonly expiresAt?: number;
}

/** Whoever it is, where nobody has to say so (`AUTH=off`). */
export const ANYONE: Caller = { name: 'anonymous', scopes: EVERY_SCOPE };

/** The longest that a timer of Node.js waits: anything longer it takes for 1 ms. */
const LONGEST_WAIT_MS = 2 ** 31 - 1;

/** For how many milliseconds a timer is to wait for the end of the caller's token: 24 days at most. Undefined: it never ends. */
export const msUntilEnd = ({ expiresAt }: Caller): number | undefined =>
  expiresAt === undefined ? undefined : Math.min(Math.max(expiresAt - Date.now(), 0), LONGEST_WAIT_MS);

/** @throws Problem 403 that names the scope */
export function requireScope(caller: Caller, scope: Scope): void {
  if (!caller.scopes.has(scope)) throw insufficientScope(scope);
}

/** @throws Problem 403 when the caller is another customer */
export function requireCustomer(caller: Caller, customerId: string): void {
  if (caller.customerId !== undefined && caller.customerId !== customerId) throw notYours(caller.customerId);
}
