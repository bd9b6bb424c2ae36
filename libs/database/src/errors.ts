/** The connection to PostgreSQL is gone, or never came: whether an open transaction took effect is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  constructor(cause: unknown) {
    super(`the connection to PostgreSQL is lost: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * PostgreSQL answered COMMIT with ROLLBACK. It does so, without an error, when a statement of the transaction failed
 * and the failure was swallowed; taking that answer for a success would lose the whole transaction.
 */
export class TransactionRolledBack extends Error {
  override readonly name = 'TransactionRolledBack';
  constructor() {
    super('an SQL error was swallowed inside the transaction, so PostgreSQL rolled it back');
  }
}

/**
 * SQLSTATE classes and codes that say nothing about the data: connection (08), resources (53), shutdown (57P), system
 * (58), serialization (40001), deadlock (40P01), lock timeout (55P03), cancelled (57014), and the transaction's idle
 * timeouts (25P03, 25P04). See PostgreSQL's manual, appendix A.
 */
const INFRASTRUCTURE = /^(08|53|57P|58|40001|40P01|55P03|57014|25P03|25P04)/;

/** The SQLSTATE of an error that PostgreSQL reported, else undefined. */
export function sqlStateOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Whether the same work may succeed when it is tried again, because the data are not what failed. */
export function isInfrastructureError(error: unknown): boolean {
  return error instanceof ConnectionLost || INFRASTRUCTURE.test(sqlStateOf(error) ?? '');
}
