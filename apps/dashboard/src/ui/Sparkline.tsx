import { sparklinePoints } from './sparkline-points';

interface SparklineProps {
  readonly values: readonly number[];
  /** What it shows; read out. */
  readonly label: string;
  readonly colour?: string;
}

const WIDTH = 96;
const HEIGHT = 24;

/** A small curve without axes. */
export const Sparkline = ({ values, label, colour = 'var(--accent)' }: SparklineProps) => (
  <svg class="sparkline" viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} role="img" aria-label={label}>
    <polyline points={sparklinePoints(values, WIDTH, HEIGHT)} fill="none" stroke={colour} stroke-width="1.5" />
  </svg>
);
