import type { Kysely, Migration } from 'kysely';
import type { Tables } from '../tables.js';

/** Item id, name, units. The prices are the transaction service's. */
const items: readonly (readonly [string, string, number])[] = [
  ['ITEM-001', 'Workstation', 50],
  ['ITEM-002', 'Keyboard', 200],
  ['ITEM-003', 'Laptop', 50],
  ['ITEM-004', 'Monitor 27"', 120],
  ['ITEM-005', 'Mouse', 300],
  ['ITEM-006', 'Docking station', 80],
  ['ITEM-007', 'Headset', 150],
  ['ITEM-008', 'Webcam', 150],
  ['ITEM-009', 'Desk lamp', 100],
  ['ITEM-010', 'Office chair', 40],
  ['ITEM-011', 'Standing desk', 25],
  ['ITEM-012', 'Laser printer', 30],
  ['ITEM-013', 'Toner cartridge', 200],
  ['ITEM-014', 'Copy paper, 500 sheets', 1_000],
  ['ITEM-015', 'USB-C cable, 2 m', 500],
  ['ITEM-016', 'USB stick, 128 GB', 400],
  ['ITEM-017', 'External SSD, 2 TB', 90],
  ['ITEM-018', 'Network switch, 8 ports', 60],
  ['ITEM-019', 'Tablet 11"', 45],
  ['ITEM-020', 'Rack server', 10],
];

export const sampleStock: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    const rows = items.map(([item_id, name, units]) => ({ item_id, name, initial: units, available: units }));
    await db.insertInto('stock').values(rows).execute();
  },
};
