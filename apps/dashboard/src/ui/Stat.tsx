import type { ComponentChildren } from 'preact';
import type { Tone } from './tone';

interface StatProps {
  readonly label: string;
  readonly value: ComponentChildren;
  /** A line under it. */
  readonly note?: ComponentChildren;
  readonly tone?: Tone;
}

/** One big figure. */
export const Stat = ({ label, value, note, tone = 'neutral' }: StatProps) => (
  <div class={`stat stat-${tone}`}>
    <div class="stat-label">{label}</div>
    <div class="stat-value">{value}</div>
    {note !== undefined && <div class="stat-note">{note}</div>}
  </div>
);
