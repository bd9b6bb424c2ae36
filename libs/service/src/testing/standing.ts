import { eventually } from '@orderflow/testing';
import { InvariantPace } from '../invariants/invariant-pace.js';
import type { InvariantsView, InvariantView } from '../invariants/invariant.views.js';
import type { StandingState } from '../invariants/standing.js';
import type { Instance } from './instance.js';

/** For the `overrides` of a bed: invariants are checked without a rest to speak of. */
export const quickChecks: readonly [unknown, InvariantPace] = [
  InvariantPace,
  { intervalMs: 25, share: Infinity, limitMs: 5_000 },
];

/** An invariant of a running service, once it stands so by a check that has begun after this call. */
export async function untilStanding(
  service: Pick<Instance, 'get'>,
  name: string,
  state: StandingState,
): Promise<InvariantView> {
  const asked = new Date().toISOString();
  return eventually(async () => {
    const { invariants } = (await service.get<InvariantsView>('/invariants')).body;
    const standing = invariants.find((one) => one.name === name);
    if (!standing) throw new Error(`${name} is none of ${invariants.map((one) => one.name).join(', ')}`);
    return standing.state === state && begunAfter(asked, standing) && standing;
  });
}

const begunAfter = (asked: string, { checkedAt, tookMs }: InvariantView): boolean =>
  checkedAt !== null && Date.parse(checkedAt) - (tookMs ?? 0) > Date.parse(asked);
