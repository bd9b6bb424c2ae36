export const Scope = ['orders:write', 'orders:read', 'inventory:write', 'prices:write', 'admin'] as const;

/** What a caller may do, as the `scope` claim of its token says (RFC 9068, 2.2.3). */
export type Scope = (typeof Scope)[number];

export const EVERY_SCOPE: ReadonlySet<Scope> = new Set(Scope);

/** The scopes in a claim, which separates them by spaces (RFC 8693, 4.2). `admin` brings all; what we do not know counts for nothing. */
export function scopesOf(claim: unknown): ReadonlySet<Scope> {
  const named = typeof claim === 'string' ? claim.split(' ') : [];
  const scopes = Scope.filter((scope) => named.includes(scope));
  return scopes.includes('admin') ? EVERY_SCOPE : new Set(scopes);
}
