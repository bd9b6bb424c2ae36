/** @param began as `performance.now()` told it */
export const secondsSince = (began: number): number => (performance.now() - began) / 1_000;
