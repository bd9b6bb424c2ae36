import type { Invariants } from '@orderflow/service';
import { DeliveredInTime } from './delivered-in-time.js';
import { ToldOnce } from './told-once.js';

export const invariants: Invariants = { checks: [ToldOnce, DeliveredInTime] };
