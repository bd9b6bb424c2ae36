import type { JourneyStep } from '../../api/analytics';
import type { Order } from '../../api/orders';
import { system } from '../../live/live';
import { StatusBadge } from '../../ui/Badge';
import { formatDuration } from '../../ui/format';
import { now } from '../../ui/now';
import { colourOfService, titleOfService } from '../../ui/services';
import { awaitedBy } from './order-progress';

/** Whom the order waits for, since when, and whether that service is well. */
export function AwaitedLines({ order, steps }: { readonly order: Order; readonly steps: readonly JourneyStep[] }) {
  const awaited = awaitedBy({ status: order.status, types: new Set(steps.map(({ type }) => type)) });
  const waited = Math.max(0, now.value - Date.parse(order.statusSince));
  return (
    <>
      {awaited.map(({ service, what }) => (
        <li key={service} class="timeline-line timeline-awaited" style={{ '--service': colourOfService(service) }}>
          <span class="timeline-time figure">{formatDuration(waited)}</span>
          <span class="timeline-mark" aria-hidden="true" />
          <p class="timeline-what muted">
            Waiting for {titleOfService(service)} {what} <Trouble service={service} />
          </p>
        </li>
      ))}
    </>
  );
}

function Trouble({ service }: { readonly service: string }) {
  const state = system.value?.services.find(({ name }) => name === service);
  if (state === undefined || state.status === 'ok') return null;
  return (
    <>
      <StatusBadge status={state.status} /> {state.reason}
    </>
  );
}
