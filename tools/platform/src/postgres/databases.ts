import { Client } from 'pg';
import { databaseServices } from '../services.js';

/**
 * One database per service and one role that owns it, both of the same name, the password too; no other role may connect.
 * Those that exist are left as they are.
 */
export async function createDatabases(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    for (const { database } of databaseServices) await createDatabase(client, database);
  } finally {
    await client.end();
  }
}

async function createDatabase(client: Client, name: string): Promise<void> {
  const quoted = client.escapeIdentifier(name);
  const role = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
  if (role.rowCount === 0) await client.query(`CREATE ROLE ${quoted} LOGIN PASSWORD ${client.escapeLiteral(name)}`);
  const database = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (database.rowCount === 0) await client.query(`CREATE DATABASE ${quoted} OWNER ${quoted}`);
  await client.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
}

/** The URL of a service's own database on the server of this admin URL. */
export function databaseUrl(adminUrl: string, database: string): string {
  const { host } = new URL(adminUrl);
  return `postgresql://${database}:${database}@${host}/${database}`;
}
