import {
  DEAD_LETTER_SERVICES,
  getDeadLetterGroups,
  type DeadLetterGroup,
  type DeadLetterService,
} from '../../api/dead-letters';
import { ApiProblem, isAbort, problemOf } from '../../api/problem';
import { request } from '../../api/request';
import { useResource, type Resource } from '../../api/use-resource';
import { useEvery } from '../../live/use-every';
import type { Answers } from './groups';

/** The groups of every service, read again every three seconds. It fails only when no service answers. */
export function useGroups(): Resource<Answers> {
  const groups = useResource(readGroups, []);
  useEvery(3_000, groups.reload, !isRefused(groups.error));
  return groups;
}

/** Who may not look is not asked again and again for a token. */
const isRefused = (error: ApiProblem | undefined): boolean => error?.status === 401 || error?.status === 403;

async function readGroups(signal: AbortSignal): Promise<Answers> {
  const answers = await Promise.all(DEAD_LETTER_SERVICES.map((service) => groupsOf(service, signal)));
  const problems = answers.flatMap(([, answer]) => (answer instanceof ApiProblem ? [answer] : []));
  if (problems.length === answers.length) throw problems[0]!;
  return new Map(answers);
}

type Answer = readonly [DeadLetterService, readonly DeadLetterGroup[] | ApiProblem];

async function groupsOf(service: DeadLetterService, signal: AbortSignal): Promise<Answer> {
  try {
    return [service, (await request(getDeadLetterGroups(service), signal)).items];
  } catch (error) {
    if (isAbort(error)) throw error;
    return [service, problemOf(error)];
  }
}
