import { computed } from '@preact/signals';
import { token } from './token';

export type Scope = 'orders:write' | 'orders:read' | 'inventory:write' | 'prices:write' | 'admin';

/** What the page offers to who uses it. The server decides: this only spares it and the person what it would refuse. */
export interface Access {
  /** Null: not known. */
  readonly name: string | null;
  /** Whose orders these are; null: everybody's. */
  readonly customerId: string | null;
  readonly allows: (scope: Scope) => boolean;
}

export const access = computed(() => accessOf(token.value));

/** As the token's claims have it (RFC 9068). Without a token, or with one that is no JWT, nothing is withheld. */
export function accessOf(token: string | null): Access {
  const claims = token === null ? undefined : claimsOf(token);
  if (!claims) return { name: null, customerId: null, allows: () => true };
  const { sub, scope } = claims;
  const name = typeof sub === 'string' ? sub : null;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const isAdmin = scopes.includes('admin');
  return { name, customerId: isAdmin ? null : name, allows: (wanted) => isAdmin || scopes.includes(wanted) };
}

/** The middle part of a JWT; undefined when it is none. */
function claimsOf(token: string): { readonly sub?: unknown; readonly scope?: unknown } | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as object;
  } catch {
    return undefined;
  }
}
