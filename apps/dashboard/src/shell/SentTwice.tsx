import type { Placement } from '../api/orders';
import { Badge } from '../ui/Badge';
import { OrderLink } from '../ui/figures';

/** What the two answers were: the same order, the second one marked as replayed. */
export const SentTwice = ({ placements }: { readonly placements: readonly Placement[] }) => (
  <>
    <ol class="stack">
      {placements.map(({ order, replayed }, index) => (
        <li key={index}>
          <span class="row">
            Order <OrderLink id={order.id} />
            <Badge tone={replayed ? 'info' : 'ok'}>{replayed ? 'Replayed' : 'Created'}</Badge>
          </span>
        </li>
      ))}
    </ol>
    <p class="muted">
      {placements[0]?.order.id === placements[1]?.order.id
        ? 'Two requests with the same Idempotency-Key, one order.'
        : 'Two orders: this should not be.'}
    </p>
  </>
);
