import 'uplot/dist/uPlot.min.css';
import type uPlot from 'uplot';
import { useEffect, useRef } from 'preact/hooks';
import { theme } from '../shell/theme';
import { drawChart, resolveColours } from './chart-drawing';
import { ChartTable } from './ChartTable';

export interface ChartSeries {
  readonly label: string;
  /** A CSS colour, `var(--accent)` too. */
  readonly colour: string;
  /** As many as `xs`; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly format?: (value: number) => string;
  /** bars: columns; area (default): a line over a tint. */
  readonly shape?: 'bars' | 'area';
}

interface ChartProps {
  /** What it shows; read out. */
  readonly title: string;
  /** Seconds since 1970, ascending. */
  readonly xs: readonly number[];
  readonly series: readonly ChartSeries[];
  /** In pixels. */
  readonly height?: number;
}

/** Curves over time by uPlot, with a table of the same figures behind it. */
export function Chart({ title, xs, series, height = 180 }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = [[...xs], ...series.map(({ values }) => [...values])];
  const shape = series.map(({ label, shape: kind }) => `${label}/${kind}`).join();

  useEffect(() => {
    const element = frame.current!;
    let gone = false;
    const draw = async (): Promise<void> => {
      const drawn = await drawChart(element, resolveColours(series), data.current, height);
      if (gone) return drawn.destroy();
      plot.current = drawn;
    };
    void draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      gone = true;
      resized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
    // Colours are read from the theme when it is drawn.
  }, [shape, height, theme.value]);

  useEffect(() => plot.current?.setData(data.current), [xs, ...series.map(({ values }) => values)]);

  return (
    <figure class="chart">
      <div ref={frame} class="chart-frame" style={{ minHeight: `${height}px` }} role="img" aria-label={title} />
      <ChartTable title={title} xs={xs} series={series} />
    </figure>
  );
}
