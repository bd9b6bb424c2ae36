import { mintToken, type Scope } from '@orderflow/service';

export const AUTH_SECRET = '0123456789abcdef0123456789abcdef';

/** A token of the services' own kind, good for an hour unless a test says otherwise. */
export const tokenOf = (subject: string, scopes: readonly Scope[], ttlSeconds = 3_600): Promise<string> =>
  mintToken({ AUTH_SECRET, AUTH_AUDIENCE: 'orderflow' }, { subject, scopes, ttlSeconds });

export const customerToken = (id: string, ttlSeconds?: number): Promise<string> =>
  tokenOf(id, ['orders:read', 'orders:write'], ttlSeconds);

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
