export const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** "3 s", "12 min", "5 h", "2 d". */
export function uptime(milliseconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ];
  const unit = units.find(([, length]) => milliseconds >= length) ?? ['s', 1000];
  return `${Math.floor(milliseconds / unit[1])} ${unit[0]}`;
}

/** Rows as lines, each column as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), []);
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
}
