import { useState } from 'preact/hooks';
import { access } from '../../api/access';
import { getEvent, type JourneyStep } from '../../api/analytics';
import { useCall } from '../../api/use-resource';
import { curlOf } from '../../api/call';
import { token } from '../../api/token';
import { CopyButton } from '../../ui/CopyButton';
import { Facts } from '../../ui/Facts';
import { formatPreciseTime, humanised } from '../../ui/format';
import { Json } from '../../ui/Json';
import { ServiceTag } from '../../ui/ServiceTag';
import { serviceOfSource } from '../../ui/services';
import { Loaded } from '../../ui/states';
import { TimelineLine, type Place } from './TimelineLine';

interface EventLineProps extends Place {
  readonly step: JourneyStep;
  readonly orderId: string;
}

/** An event: what, by whom, where it lies in Kafka; payload and headers when they are asked for. */
export function EventLine({ step, orderId, ...place }: EventLineProps) {
  const [open, setOpen] = useState(false);
  const service = serviceOfSource(step.source);
  return (
    <TimelineLine
      {...place}
      service={service}
      title={
        <>
          <strong title={step.type}>{humanised(step.type)}</strong> <ServiceTag service={service} />
        </>
      }
    >
      <div class="timeline-where">
        <MessageLink step={step} />
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary data-row>Payload and headers</summary>
          {open && <EventDetails step={step} orderId={orderId} />}
        </details>
      </div>
    </TimelineLine>
  );
}

/** Where it lies in Kafka; a link to it for who may look there. */
function MessageLink({ step }: Pick<EventLineProps, 'step'>) {
  const place = `${step.topic} · partition ${step.partition} · offset ${step.offset}`;
  if (!access.value.allows('admin')) return <span class="mono">{place}</span>;
  return (
    <a class="mono" href={messageHref(step)} title="Show it in its topic">
      {place}
    </a>
  );
}

function EventDetails({ step, orderId }: { readonly step: JourneyStep; readonly orderId: string }) {
  const call = getEvent(step.id, orderId);
  const event = useCall(call);
  return (
    <Loaded of={event} what="Reading the event">
      {(read) => (
        <div class="event-details">
          <Json value={read.data} label={`Payload of ${read.type}`} />
          <Facts
            items={[
              ['ce_type', <code>{read.type}</code>],
              ['ce_id', <code>{read.id}</code>],
              ['ce_source', <code>{read.source}</code>],
              ['ce_dataschemaversion', <code>{read.version}</code>],
              ['ce_time', <code>{read.time}</code>],
              ['correlationid', <code>{read.correlationId ?? 'none'}</code>],
              ['Seen by analytics', <span class="figure">{formatPreciseTime(read.ingestedAt)}</span>],
            ]}
          />
          <p>
            <CopyButton label="Copy curl" text={() => curlOf(call, globalThis.location.origin, token.value !== null)} />
          </p>
        </div>
      )}
    </Loaded>
  );
}

const messageHref = ({ topic, partition, offset }: JourneyStep): string =>
  `#/topics?${new URLSearchParams({ topic, partition: `${partition}`, offset: `${offset}` }).toString()}`;
