import type { Provider } from '@nestjs/common';
import type { BackendSettings } from '../settings/backend-settings.js';
import type { SettingsClass } from '../settings/validate-settings.js';
import { InvariantPace } from './invariant-pace.js';
import { FIGURES, InvariantWatch, INVARIANTS } from './invariant-watch.js';
import type { Figures, Invariant, Invariants } from './invariant.js';

/** The watch of a service's invariants and all that it needs. */
export const invariantProviders = (
  { checks, figures }: Invariants,
  settings: SettingsClass<BackendSettings>,
): Provider[] => [
  ...checks,
  ...(figures ? [figures] : []),
  { provide: INVARIANTS, inject: [...checks], useFactory: (...all: Invariant[]) => all },
  { provide: FIGURES, inject: figures ? [figures] : [], useFactory: (source?: Figures) => source ?? null },
  {
    provide: InvariantPace,
    inject: [settings],
    useFactory: ({ INVARIANT_CHECK_INTERVAL }: BackendSettings) => new InvariantPace(INVARIANT_CHECK_INTERVAL),
  },
  InvariantWatch,
];
