const MS_DIGITS = 12;

/**
 * When the order of this id was created, to the millisecond: an id is a UUIDv7 (RFC 9562), which begins with the
 * milliseconds since 1970.
 */
export const createdAtOf = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

/** No id of that millisecond or a later one is lower, and none of an earlier one is as high. The years 1970 to 9999. */
export function lowestIdAt(moment: Date): string {
  const ms = Math.max(0, moment.getTime()).toString(16).padStart(MS_DIGITS, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
