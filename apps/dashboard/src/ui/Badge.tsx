import type { ComponentChildren } from 'preact';
import { humanised } from './format';
import { toneOf, type Tone } from './tone';

export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ComponentChildren }) {
  return <span class={`badge badge-${tone}`}>{children}</span>;
}

/** A state in its tone; see `toneOf`. */
export const StatusBadge = ({ status }: { readonly status: string }) => (
  <Badge tone={toneOf(status)}>{humanised(status)}</Badge>
);
