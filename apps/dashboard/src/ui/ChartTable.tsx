import { useState } from 'preact/hooks';
import type { ChartSeries } from './Chart';
import { formatCount, formatMoment } from './format';

interface ChartTableProps {
  readonly title: string;
  readonly xs: readonly number[];
  readonly series: readonly ChartSeries[];
}

/** The figures behind a chart, newest first; made only when they are asked for. */
export function ChartTable({ title, xs, series }: ChartTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details class="chart-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Show as table</summary>
      {open && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
          <table class="table table-plain">
            <caption class="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" class="num">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{[...xs.keys()].reverse().map((index) => rowOf(index, xs, series))}</tbody>
          </table>
        </div>
      )}
    </details>
  );
}

const rowOf = (index: number, xs: readonly number[], series: readonly ChartSeries[]) => (
  <tr key={xs[index]}>
    <th scope="row">{formatMoment(new Date(xs[index]! * 1_000))}</th>
    {series.map(({ label, values, format = formatCount }) => {
      const value = values[index];
      return (
        <td key={label} class="num">
          {value === null || value === undefined ? '–' : format(value)}
        </td>
      );
    })}
  </tr>
);
