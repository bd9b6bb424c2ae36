import type { Invariants } from '@orderflow/service';
import { RestockLedger } from './restock-ledger.js';
import { StockBalance } from './stock-balance.js';
import { StockFigures } from './stock-figures.js';
import { StockHeld } from './stock-held.js';

export const invariants: Invariants = { checks: [StockBalance, RestockLedger, StockHeld], figures: StockFigures };
