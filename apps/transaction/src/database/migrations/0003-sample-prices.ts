import type { Kysely, Migration } from 'kysely';
import type { Tables } from '../tables.js';

/** Item id, name, price of one unit in cents. The stock is the inventory service's. */
const items: readonly (readonly [string, string, number])[] = [
  ['ITEM-001', 'Workstation', 100_000],
  ['ITEM-002', 'Keyboard', 10_000],
  ['ITEM-003', 'Laptop', 99_999],
  ['ITEM-004', 'Monitor 27"', 32_900],
  ['ITEM-005', 'Mouse', 3_990],
  ['ITEM-006', 'Docking station', 18_900],
  ['ITEM-007', 'Headset', 7_995],
  ['ITEM-008', 'Webcam', 6_450],
  ['ITEM-009', 'Desk lamp', 4_500],
  ['ITEM-010', 'Office chair', 34_900],
  ['ITEM-011', 'Standing desk', 59_900],
  ['ITEM-012', 'Laser printer', 27_999],
  ['ITEM-013', 'Toner cartridge', 7_499],
  ['ITEM-014', 'Copy paper, 500 sheets', 649],
  ['ITEM-015', 'USB-C cable, 2 m', 1_499],
  ['ITEM-016', 'USB stick, 128 GB', 1_795],
  ['ITEM-017', 'External SSD, 2 TB', 15_900],
  ['ITEM-018', 'Network switch, 8 ports', 5_490],
  ['ITEM-019', 'Tablet 11"', 44_900],
  ['ITEM-020', 'Rack server', 249_900],
];

export const samplePrices: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    const rows = items.map(([item_id, name, unit_price]) => ({ item_id, name, unit_price }));
    await db.insertInto('price').values(rows).execute();
  },
};
