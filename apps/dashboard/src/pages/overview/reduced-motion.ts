const query = matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the person wants nothing to move. */
export const prefersReducedMotion = (): boolean => query.matches;
