import { type Random } from '../random.js';
import { type ChaosSystem } from '../system/chaos-system.js';

/** Something that goes wrong, by means from outside the product: signals, SQL, raw messages. */
export interface Fault {
  readonly name: string;
  /** For people, one line. */
  readonly about: string;
  /** About how long it takes. */
  readonly seconds: number;
  /** Resolves when the fault is healed; says what was done. Rejects when it could not be injected or did not heal. */
  inject(system: ChaosSystem, random: Random): Promise<string>;
  /** For a fault that is to last until the orders are through: heals it. */
  heal?(system: ChaosSystem): Promise<void>;
}
