import { useState } from 'preact/hooks';
import { request } from '../../api/request';
import { cancelOrder, type Order } from '../../api/orders';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { formatMoney } from '../../ui/format';
import { toast } from '../../ui/toasts';
import { isCancellable } from './order-progress';

/** Cancels an order after asking; nothing where there is nothing to cancel. */
export function CancelOrder({ order, onCancelled }: { readonly order: Order; readonly onCancelled: () => void }) {
  const [asking, setAsking] = useState(false);
  const cancel = async (): Promise<void> => {
    await request(cancelOrder(order.id));
    toast('The order is cancelled', 'ok');
    onCancelled();
  };
  return (
    <>
      {isCancellable(order.status) && (
        <Button kind="danger" small onClick={() => setAsking(true)}>
          Cancel order
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title="Cancel this order?"
          act="Cancel 1 order"
          danger
          onConfirm={cancel}
          onClose={() => setAsking(false)}
        >
          <p>{consequenceOf(order)}</p>
          <p class="muted">A cancelled order stays cancelled; the customer is told.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function consequenceOf({ status, total, currency }: Order): string {
  if (status !== 'CONFIRMED') return 'What is reserved for it becomes available again, and nothing will be charged.';
  const sum = total === undefined ? 'The charge' : `The charge of ${formatMoney(total, currency)}`;
  return `${sum} is refunded, and its stock becomes available again.`;
}
