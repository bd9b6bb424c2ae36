import type { Journey, JourneyStep } from '../../api/analytics';

const LAST_TYPES = new Set(['ORDER_CONFIRMED', 'ORDER_REJECTED', 'ORDER_CANCELLED']);

/** The steps that were not there before. */
export const newSteps = (journey: Journey, seen: ReadonlySet<string>): JourneyStep[] =>
  journey.steps.filter(({ id }) => !seen.has(id));

/** Whether the order has come to an end, so that it need not be asked about again. */
export const isSettled = (journey: Journey): boolean => journey.steps.some(({ type }) => LAST_TYPES.has(type));
