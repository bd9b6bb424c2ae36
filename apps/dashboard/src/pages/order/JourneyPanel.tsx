import { getJourney } from '../../api/analytics';
import type { Order } from '../../api/orders';
import { curlOf } from '../../api/call';
import { CopyButton } from '../../ui/CopyButton';
import { formatDuration } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { ErrorState } from '../../ui/states';
import { AwaitedLines } from './AwaitedLines';
import { EventLine } from './EventLine';
import { ParkedLine, ResolvedLine } from './ParkingLines';
import { UnreadParkings } from './UnreadParkings';
import { spansOf } from './timeline-scale';
import { timelineOf } from './timeline';
import type { FollowedOrder } from './use-order';
import './timeline.css';

interface JourneyPanelProps {
  readonly followed: FollowedOrder;
  readonly order: Order;
}

/** What happened to the order, event by event, with what was parked in between; and what is still to come. */
export function JourneyPanel({ followed: { journey, journeyError, error, parts, refresh }, order }: JourneyPanelProps) {
  const steps = journey?.steps ?? [];
  const entries = timelineOf(steps, parts?.parkings ?? []);
  const spans = spansOf(entries.map(({ gapMs }) => gapMs));
  return (
    <Panel
      title="Journey"
      class="journey"
      actions={
        <>
          <span class="muted">{summaryOf(steps.length, entries)}</span>
          <CopyButton label="Copy curl" text={() => curlOf(getJourney(order.id), location.origin)} />
        </>
      }
    >
      {journeyError && !error && <ErrorState error={journeyError} />}
      <ol class="timeline">
        {entries.map((entry, index) => {
          const place = { at: entry.at, gapMs: entry.gapMs, span: spans[index]! };
          if (entry.kind === 'event')
            return <EventLine key={entry.step.id} {...place} step={entry.step} orderId={order.id} />;
          const { service, letter } = entry.parking;
          const key = `${service}/${letter.id}/${entry.kind}`;
          return entry.kind === 'parked' ? (
            <ParkedLine key={key} {...place} service={service} letter={letter} />
          ) : (
            <ResolvedLine key={key} {...place} service={service} letter={letter} />
          );
        })}
        <AwaitedLines order={order} steps={steps} />
      </ol>
      {spans.some(({ broken }) => broken) && (
        <p class="muted journey-note">
          <i class="gap-bar-sample" aria-hidden="true" /> Hatched: much longer than the others, so it is not drawn to
          scale.
        </p>
      )}
      {parts && !error && <UnreadParkings errors={parts.parkingErrors} onToken={refresh} />}
    </Panel>
  );
}

function summaryOf(events: number, entries: readonly { readonly kind: string; readonly at: number }[]): string {
  const parked = entries.filter(({ kind }) => kind === 'parked').length;
  const lasted = entries.length > 1 ? [`${formatDuration(entries.at(-1)!.at - entries[0]!.at)}`] : [];
  return [plural(events, 'event'), ...(parked > 0 ? [`${parked} parked`] : []), ...lasted].join(' · ');
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
