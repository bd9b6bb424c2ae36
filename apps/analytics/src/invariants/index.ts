import type { Invariants } from '@orderflow/service';
import { CountFigures } from './count-figures.js';
import { LegalSequences } from './legal-sequences.js';
import { RollupsAgree } from './rollups-agree.js';

export const invariants: Invariants = { checks: [LegalSequences, RollupsAgree], figures: CountFigures };
