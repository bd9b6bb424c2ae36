import { ours } from '../contenders/ours.js';
import { PARTS, type Part } from '../contenders/parts.js';
import { itemId, ITEMS, PRICE_CENTS, STOCK } from '../workload/catalogue.js';
import { type Bench } from './bench.js';
import { execute } from './databases.js';
import { historyOf } from './history.js';
import { withSystem } from './running-system.js';
import { Stage, USUAL } from './stage.js';

/**
 * Databases to copy for each run. All contenders with a database work on the same tables, with the same indexes: those
 * that the services' own migrations make. In them are the goods, and as many old orders as are asked for.
 */
export class Templates {
  private readonly made = new Set<number>();

  constructor(private readonly bench: Bench) {}

  /** Makes what is still missing for runs with so many stored orders. */
  async make(stored: number): Promise<void> {
    if (this.made.has(stored)) return;
    if (stored === 0) await this.migrate();
    else await this.fill(stored);
    this.made.add(stored);
  }

  /** What a run's database is copied from; undefined, so that it begins empty, while there is nothing yet. */
  nameOf(part: Part, stored: number): string | undefined {
    return this.made.has(stored) ? templateOf(part, stored) : undefined;
  }

  private async migrate(): Promise<void> {
    const stage = await Stage.open(this.bench, 'migrations', PARTS, USUAL);
    await withSystem(ours, stage, () => Promise.resolve(), { join: false });
    await execute(stage.databaseUrl('inventory'), stock);
    await execute(stage.databaseUrl('transaction'), prices);
    for (const part of PARTS) {
      await this.bench.databases.create(templateOf(part, 0), new URL(stage.databaseUrl(part)).pathname.slice(1));
    }
    await stage.close();
  }

  private async fill(stored: number): Promise<void> {
    await this.make(0);
    for (const part of PARTS) {
      const began = performance.now();
      const url = await this.bench.databases.create(templateOf(part, stored), templateOf(part, 0));
      await execute(url, ...historyOf(part, stored), 'VACUUM ANALYZE');
      this.bench.observer.done(`Stored ${stored} old orders at ${part}`, performance.now() - began);
    }
  }
}

const templateOf = (part: Part, stored: number): string => `template_${stored}_${part.replaceAll('-', '_')}`;

const items = Array.from({ length: ITEMS }, (_, n) => itemId(n));
const rowsOf = (values: string) => items.map((id) => `('${id}', '${id}', ${values})`).join(', ');
const stock = `INSERT INTO stock (item_id, name, initial, available) VALUES ${rowsOf(`${STOCK}, ${STOCK}`)}`;
const prices = `INSERT INTO price (item_id, name, unit_price) VALUES ${rowsOf(String(PRICE_CENTS))}`;
