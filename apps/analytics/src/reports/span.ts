import { invalidRequest } from '@orderflow/service';

export const BUCKETS = ['minute', 'hour', 'day'] as const;
export type BucketSize = (typeof BUCKETS)[number];

const STEP_MS: Readonly<Record<BucketSize, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
/** A day by minutes, a month by hours, a year by days. */
const MAX_BUCKETS: Readonly<Record<BucketSize, number>> = { minute: 1_440, hour: 744, day: 366 };
const DEFAULT_BUCKETS = 60;

/** Whole buckets (UTC) from `from` up to, and without, `to`. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly stepMs: number;
}

/**
 * The buckets that cover what was asked for: `to` is now unless given, `from` 60 buckets before it.
 * @throws Problem 400 when it is empty or has too many buckets
 */
export function spanOf(
  { bucket, from, to }: { readonly bucket: BucketSize; readonly from?: string; readonly to?: string },
  now: Date,
): Span {
  const stepMs = STEP_MS[bucket];
  const end = Math.ceil((to === undefined ? now : new Date(to)).getTime() / stepMs) * stepMs;
  const start =
    from === undefined ? end - DEFAULT_BUCKETS * stepMs : Math.floor(new Date(from).getTime() / stepMs) * stepMs;
  const count = (end - start) / stepMs;
  if (count < 1) throw invalidRequest([{ field: 'from', value: from, message: 'must be before `to`' }]);
  if (count > MAX_BUCKETS[bucket]) {
    const message = `must be at most ${MAX_BUCKETS[bucket]} ${bucket}s before \`to\`; or choose a larger bucket`;
    throw invalidRequest([{ field: 'from', value: from, message }]);
  }
  return { from: new Date(start), to: new Date(end), stepMs };
}
