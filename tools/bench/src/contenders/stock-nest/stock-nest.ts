import { type Contender } from '../contender.js';
import { PostgresLedger } from '../postgres-ledger.js';
import { programOf } from '../program.js';

/** Nest appends it to a consumer group's name. */
const POSTFIX = '-server';

const variant = (name: string, title: string, settings: Readonly<Record<string, string>>): Contender => ({
  name,
  title,
  durable: true,
  readyPath: '/health',
  groupOf: (part, stage) => stage.namespace + part + POSTFIX,
  ledgerOf: (stage) => new PostgresLedger(stage),
  spec: (part, stage) => programOf('stock-nest', part, stage, settings),
});

export const stockNest = variant('stock-nest', 'stock Nest', {});
export const stockNest6 = variant('stock-nest-6', 'stock Nest, 6 partitions at once', { PARTITIONS_AT_ONCE: '6' });
