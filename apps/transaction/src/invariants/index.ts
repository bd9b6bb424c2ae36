import type { Invariants } from '@orderflow/service';
import { ChargesInTime } from './charges-in-time.js';
import { PaymentFigures } from './payment-figures.js';
import { TotalsAddUp } from './totals-add-up.js';

export const invariants: Invariants = { checks: [ChargesInTime, TotalsAddUp], figures: PaymentFigures };
