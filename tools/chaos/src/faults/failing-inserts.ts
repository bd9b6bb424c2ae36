import { type ChaosSystem } from '../system/chaos-system.js';

const NAME = 'chaos_fails';

/** The SQLSTATE of RAISE EXCEPTION, which dead letters show as their error code. */
export const RAISED = 'P0001';

/** From now on the database refuses new rows of a table that fulfil a condition: to the handler that is a real SQL error. */
export async function failInserts(system: ChaosSystem, service: string, table: string, when: string): Promise<void> {
  await system.databases.query(
    service,
    `CREATE FUNCTION ${NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'chaos: this row fails'; END $$;
     CREATE TRIGGER ${NAME} BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${NAME}()`,
  );
}

export async function healInserts(system: ChaosSystem, service: string): Promise<void> {
  await system.databases.query(service, `DROP FUNCTION IF EXISTS ${NAME} CASCADE`);
}
