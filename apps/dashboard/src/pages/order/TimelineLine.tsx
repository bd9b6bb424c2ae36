import type { ComponentChildren } from 'preact';
import { classes } from '../../ui/classes';
import { formatDuration, formatPreciseTime } from '../../ui/format';
import { colourOfService } from '../../ui/services';
import type { Tone } from '../../ui/tone';
import type { Span } from './timeline-scale';

/** Where a line stands in time. */
export interface Place {
  readonly at: number;
  /** Since the line before; null for the first. */
  readonly gapMs: number | null;
  readonly span: Span;
}

interface TimelineLineProps extends Place {
  readonly service: string;
  /** Of the mark on the line: a dot in the service's colour unless it is a tone. */
  readonly tone?: Tone;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A line of the timeline: when, what, and how long after the line before, as a figure and to scale. */
export const TimelineLine = ({ at, gapMs, span, service, tone, title, children }: TimelineLineProps) => (
  <li class={classes('timeline-line', tone && `timeline-${tone}`)} style={{ '--service': colourOfService(service) }}>
    <time class="timeline-time figure" dateTime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
      {formatPreciseTime(new Date(at))}
    </time>
    <span class="timeline-mark" aria-hidden="true" />
    <div class="timeline-what">
      <p class="timeline-title">{title}</p>
      {children}
    </div>
    <div class="timeline-gap">
      <span class="figure">{gapMs === null ? 'begins' : <GapText ms={gapMs} />}</span>
      <span class="gap-bar" aria-hidden="true">
        <i class={classes(span.broken && 'broken')} style={{ left: `${span.start}%`, width: `${span.width}%` }} />
      </span>
    </div>
  </li>
);

const GapText = ({ ms }: { readonly ms: number }) =>
  ms < 0 ? (
    <span title="The clocks of the two services differ">{formatDuration(ms)}</span>
  ) : (
    <>
      <span class="visually-hidden">after </span>+{formatDuration(ms)}
    </>
  );
