/** What a thousand of them have cost; undefined where it is not known. */
export function perThousand(before: number | undefined, after: number | undefined, count: number): number | undefined {
  return before === undefined || after === undefined ? undefined : ((after - before) / count) * 1000;
}
