import { ActionableError } from '@orderflow/platform';
import { mintToken } from '../access/mint-token.js';
import { type Terminal } from '../terminal/terminal.js';

export interface TokenOptions {
  readonly customer?: string;
  readonly admin?: boolean;
  /** Separated by spaces or commas. */
  readonly scopes?: string;
  readonly ttl: string;
}

const OF_A_CUSTOMER = ['orders:read', 'orders:write'];
const LONGEST_DAYS = 30;
const DAYS_OF = { m: 1 / 1_440, h: 1 / 24, d: 1 } as const;

/** Prints a token that is signed with AUTH_SECRET: a customer's, or an administrator's. */
export async function token(options: TokenOptions, terminal: Terminal, env = process.env): Promise<void> {
  const { customer, admin = false, ttl } = options;
  if (admin === (customer !== undefined)) {
    throw new ActionableError(
      admin ? '--admin and --customer exclude each other' : 'For whom?',
      'Give: --customer CUST-123; or --admin',
    );
  }
  const scopes = scopesOf(options.scopes) ?? (admin ? ['admin'] : OF_A_CUSTOMER);
  mustBeShort(ttl);
  terminal.line(await mintToken({ subject: customer ?? 'administrator', scopes, ttl }, env));
}

const scopesOf = (text: string | undefined): string[] | undefined => text?.split(/[\s,]+/).filter(Boolean);

/** A token cannot be called back: whoever has found it uses it until it expires. */
function mustBeShort(ttl: string): void {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(ttl) ?? [];
  const days = amount && unit ? Number(amount) * DAYS_OF[unit as keyof typeof DAYS_OF] : 0;
  if (days > 0 && days <= LONGEST_DAYS) return;
  throw new ActionableError(
    `--ttl ${ttl} is not accepted`,
    `Give a time such as 15m, 1h or 7d, at most ${LONGEST_DAYS}d`,
  );
}
