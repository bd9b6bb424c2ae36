import { Badge } from '../../ui/Badge';
import { humanised, shortId } from '../../ui/format';
import { toneOfEvent } from '../../ui/tone';
import type { FollowedOrder } from './use-followed';

/** The orders that this page placed, how far they are, and the way to their journeys. */
export const FollowedList = ({ orders }: { readonly orders: readonly FollowedOrder[] }) =>
  orders.length === 0 ? null : (
    <ul class="followed" aria-label="Orders that you placed">
      {orders.map(({ id, last }) => (
        <li key={id}>
          <a href={`#/orders/${id}`}>
            <span class="mono">{shortId(id)}</span>
            <Badge tone={last ? toneOfEvent(last.type) : 'info'}>{last ? humanised(last.type) : 'Placed'}</Badge>
          </a>
        </li>
      ))}
    </ul>
  );
