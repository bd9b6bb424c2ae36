import { Count } from '../../ui/figures';
import { colourOfService } from '../../ui/services';
import { barOf } from './lag-matrix';

interface LagBarProps {
  readonly group: string;
  readonly lag: number;
  /** What fills the bar. */
  readonly largest: number;
}

/** A lag as a bar with its figure. */
export const LagBar = ({ group, lag, largest }: LagBarProps) => (
  <span class="lag">
    <span class="lag-track" aria-hidden="true">
      <span style={{ width: `${barOf(lag, largest) * 100}%`, background: colourOfService(group) }} />
    </span>
    <Count value={lag} />
  </span>
);
