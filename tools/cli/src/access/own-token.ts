import { mintToken } from './mint-token.js';

/** Longer than any run of a command. */
const TTL = '12h';

/**
 * The token with which a command calls REST: ORDERFLOW_TOKEN; without it one of an administrator, where AUTH_SECRET says
 * that the system asks for tokens; else none.
 */
export async function ownToken(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.ORDERFLOW_TOKEN) return env.ORDERFLOW_TOKEN;
  if (!env.AUTH_SECRET || env.AUTH === 'off') return undefined;
  return mintToken({ subject: 'orderflow-command', scopes: ['admin'], ttl: TTL }, env);
}
