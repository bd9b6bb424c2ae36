import { getOrder, type Order } from '../../api/orders';
import { Button } from '../../ui/Button';
import { CopyButton } from '../../ui/CopyButton';
import { shortId } from '../../ui/format';
import { Page } from '../../ui/Page';
import { ErrorState, Loading } from '../../ui/states';
import { CancelOrder } from './CancelOrder';
import { JourneyPanel } from './JourneyPanel';
import { NoSuchOrder } from './NoSuchOrder';
import { OrderPanel } from './OrderPanel';
import { NotificationsPanel, ReservationPanel, TransactionPanel } from './parts';
import { useOrder, type FollowedOrder } from './use-order';
import './order.css';

/** One order: what it is, what happened to it, and what the other services know of it. Updates by itself. */
export default function OrderPage({ id }: { readonly id: string }) {
  const followed = useOrder(id);
  const { order, error, following, refresh } = followed;
  const isMissing = error !== undefined && [400, 404].includes(error.status);
  const lead = (
    <span class="order-id">
      <span class="mono">{id}</span> <CopyButton text={id} label="Copy id" />
    </span>
  );
  return (
    <Page
      title={`Order ${shortId(id)}`}
      lead={lead}
      call={getOrder(id)}
      actions={
        order && (
          <>
            <FollowMark following={following} onRefresh={refresh} />
            <CancelOrder order={order} onCancelled={refresh} />
          </>
        )
      }
    >
      {!order && !error && <Loading what="Reading the order" />}
      {isMissing && <NoSuchOrder id={id} onRetry={refresh} />}
      <div class="stack">
        {error && !isMissing && <ErrorState error={error} onRetry={refresh} />}
        {order && <KnownOrder order={order} followed={followed} />}
      </div>
    </Page>
  );
}

function KnownOrder({ order, followed }: { readonly order: Order; readonly followed: FollowedOrder }) {
  const { parts } = followed;
  return (
    <>
      <OrderPanel order={order} transaction={parts?.transaction.value} />
      <JourneyPanel followed={followed} order={order} />
      <div class="order-parts">
        <ReservationPanel part={parts?.reservation} order={order} />
        <TransactionPanel part={parts?.transaction} order={order} />
        <NotificationsPanel part={parts?.notifications} />
      </div>
    </>
  );
}

const FollowMark = ({ following, onRefresh }: { readonly following: boolean; readonly onRefresh: () => void }) =>
  following ? (
    <span class="order-following">
      <i aria-hidden="true" /> Following
    </span>
  ) : (
    <Button small kind="quiet" title="Nothing more is expected, so it is not followed any longer" onClick={onRefresh}>
      Refresh
    </Button>
  );
