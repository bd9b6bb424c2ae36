const MAX_WAIT_SECONDS = 30;

/**
 * The seconds of the preference `wait` (RFC 7240), at most 30; undefined when it is absent or not a whole number: a
 * preference that is not understood is ignored. Of several the first counts.
 */
export function waitSecondsOf(prefer: string | undefined): number | undefined {
  for (const preference of prefer?.split(',') ?? []) {
    const [, value] = /^\s*wait\s*=\s*"?([^";]*?)"?\s*(?:;.*)?$/i.exec(preference) ?? [];
    if (value !== undefined) return /^\d+$/.test(value) ? Math.min(Number(value), MAX_WAIT_SECONDS) : undefined;
  }
  return undefined;
}
