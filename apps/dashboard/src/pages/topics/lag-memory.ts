import { signal } from '@preact/signals';
import type { ConsumerGroup } from '../../api/topics';
import { remember, type LagSample } from './lag-history';

/** The lag of the last minutes, as far as the page was open. */
export const lagHistory = signal<readonly LagSample[]>([]);

export function rememberLag(groups: readonly ConsumerGroup[]): void {
  const lagOf = new Map(groups.map(({ name, lag }) => [name, lag]));
  lagHistory.value = remember(lagHistory.value, { at: Date.now(), lagOf });
}
