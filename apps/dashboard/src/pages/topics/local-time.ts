/** The value of a `datetime-local` control for a moment (RFC 3339), to the second; '' when it is none. */
export function localValueOf(moment: string): string {
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return '';
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The moment (RFC 3339, UTC) that a `datetime-local` control says in the local time zone; '' when it says none. */
export function momentOf(localValue: string): string {
  const time = new Date(localValue);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
