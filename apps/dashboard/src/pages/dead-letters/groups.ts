import type { DeadLetterFilter, DeadLetterGroup, DeadLetterService } from '../../api/dead-letters';
import { ApiProblem } from '../../api/problem';
import type { GroupKey } from './view';

/** A group of letters of one service. */
export interface ServiceGroup extends DeadLetterGroup, GroupKey {}

/** What each service has answered: its groups, or why there are none. */
export type Answers = ReadonlyMap<DeadLetterService, readonly DeadLetterGroup[] | ApiProblem>;

/** The groups of all services in one list: most dead first, then most retrying, then by name so that rows stay put. */
export function groupsOf(answers: Answers): ServiceGroup[] {
  return [...answers]
    .flatMap(([service, groups]) =>
      groups instanceof ApiProblem ? [] : groups.map((group) => ({ service, ...group })),
    )
    .sort(
      (a, b) =>
        b.dead - a.dead ||
        b.retrying - a.retrying ||
        a.service.localeCompare(b.service) ||
        nameOf(a).localeCompare(nameOf(b)),
    );
}

const nameOf = ({ errorCode, eventType }: ServiceGroup): string => `${errorCode ?? ''} ${eventType ?? ''}`;

/** The services that did not answer, each with its error. */
export const silentOf = (answers: Answers): { readonly service: DeadLetterService; readonly error: ApiProblem }[] =>
  [...answers].flatMap(([service, groups]) => (groups instanceof ApiProblem ? [{ service, error: groups }] : []));

export interface Totals {
  readonly dead: number;
  readonly retrying: number;
  readonly waiting: number;
}

export function totalsOf(groups: readonly Totals[]): Totals {
  const sum = (count: (group: Totals) => number): number => groups.reduce((total, group) => total + count(group), 0);
  return {
    dead: sum(({ dead }) => dead),
    retrying: sum(({ retrying }) => retrying),
    waiting: sum(({ waiting }) => waiting),
  };
}

/**
 * The filter of the API that selects a group's letters. The API cannot ask for letters without a type or an error code:
 * then it selects by the other one alone.
 */
export const filterOf = ({ errorCode, eventType }: GroupKey): DeadLetterFilter => ({
  ...(errorCode !== null && { errorCode }),
  ...(eventType !== null && { eventType }),
});

/** Changes whenever a group has changed: for lists that were read before. */
export const stampOf = (answers: Answers | undefined): string =>
  JSON.stringify(groupsOf(answers ?? new Map()).map(({ newest, dead, retrying }) => [newest, dead, retrying]));
