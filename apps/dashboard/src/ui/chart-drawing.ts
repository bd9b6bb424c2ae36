import type uPlot from 'uplot';
import type { ChartSeries } from './Chart';
import { cssColour } from './css-colour';
import { formatShort } from './format';

type DrawnSeries = ChartSeries & { readonly colour: string };

/** CSS variables as the colours that they are now: a canvas knows no variables. */
export function resolveColours(series: readonly ChartSeries[]): DrawnSeries[] {
  return series.map((one) => ({ ...one, colour: cssColour(one.colour) }));
}

/** Loads uPlot with the first chart, so that a page without one does not wait for it. */
export async function drawChart(
  frame: HTMLElement,
  series: readonly DrawnSeries[],
  data: uPlot.AlignedData,
  height: number,
): Promise<uPlot> {
  const { default: UPlot } = await import('uplot');
  return new UPlot(optionsOf(UPlot, series, { width: frame.clientWidth, height }), data, frame);
}

function optionsOf(
  UPlot: typeof uPlot,
  series: readonly DrawnSeries[],
  size: { readonly width: number; readonly height: number },
): uPlot.Options {
  const text = cssColour('var(--text-muted)');
  const grid = { stroke: cssColour('var(--border)'), width: 1 };
  const font = '12px system-ui, sans-serif';
  const format = series[0]?.format ?? formatShort;
  return {
    ...size,
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { live: true },
    scales: { y: { range: (_plot, min, max) => [Math.min(0, min), Math.max(1, max * 1.1)] } },
    axes: [
      {
        stroke: text,
        grid: { show: false },
        ticks: { show: false },
        font,
        space: 64,
        size: 28,
        values: (_plot, splits) => splits.map(timeOfDay),
      },
      {
        stroke: text,
        grid,
        ticks: { show: false },
        font,
        size: 64,
        values: (_plot, splits) => splits.map((value) => format(value)),
      },
    ],
    series: [
      { label: 'Time', value: (_plot, x) => (x === null ? '–' : timeOfDay(x)) },
      ...series.map((one, index) => seriesOf(UPlot, one, index === 0)),
    ],
  };
}

const timeOfDay = (seconds: number): string =>
  new Date(seconds * 1_000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** Only the first one is filled: tints over each other would look like a third figure. */
function seriesOf(UPlot: typeof uPlot, { label, colour, shape, format }: DrawnSeries, filled: boolean): uPlot.Series {
  const bars = shape === 'bars' && UPlot.paths.bars ? UPlot.paths.bars({ size: [0.7, 24] }) : undefined;
  return {
    label,
    stroke: colour,
    width: bars ? 0 : 2,
    ...(bars ? { fill: colour } : filled && { fill: `color-mix(in srgb, ${colour} 14%, transparent)` }),
    points: { show: false },
    ...(bars && { paths: bars }),
    value: (_plot, value) => (value === null ? '–' : format ? format(value) : String(value)),
  };
}
