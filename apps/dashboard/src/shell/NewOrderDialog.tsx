import { useRef, useState } from 'preact/hooks';
import { placeOrder, type OrderRequest, type Placement } from '../api/orders';
import { problemOf, type ApiProblem } from '../api/problem';
import { useResource } from '../api/use-resource';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { idempotencyKey } from '../ui/idempotency-key';
import { ErrorState, Loaded } from '../ui/states';
import { toast } from '../ui/toasts';
import { shortId } from '../ui/format';
import { loadCatalogue } from './catalogue';
import { followOrder } from './followed-orders';
import { NewOrderForm } from './NewOrderForm';
import { SentTwice } from './SentTwice';

/** Places an order by a form, once or twice with the same Idempotency-Key. */
export function NewOrderDialog({ onClose }: { readonly onClose: () => void }) {
  const catalogue = useResource(loadCatalogue, []);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiProblem>();
  const [placements, setPlacements] = useState<readonly Placement[]>([]);

  const form = useRef<HTMLFormElement>(null);
  const twice = useRef(false);
  // Not a second submit button: Enter in a field would press the first one of two.
  const sendTwice = (): void => {
    twice.current = true;
    form.current?.requestSubmit();
    twice.current = false;
  };

  const place = async (order: OrderRequest, again: boolean): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const key = idempotencyKey();
      const first = await placeOrder(order, key);
      followOrder(first.order.id);
      if (again) setPlacements([first, await placeOrder(order, key)]);
      else finish(first);
    } catch (reason) {
      setError(problemOf(reason));
    }
    setBusy(false);
  };
  const finish = ({ order }: Placement): void => {
    toast(`Order ${shortId(order.id)} is placed`, 'ok', { href: `#/orders/${order.id}`, label: 'See its journey' });
    onClose();
  };

  // Until there is the form, a click would do nothing.
  const disabled = catalogue.data === undefined;
  const footer =
    placements.length > 0 ? (
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    ) : (
      <>
        <Button busy={busy} disabled={disabled} onClick={sendTwice}>
          Send it twice
        </Button>
        <Button kind="primary" type="submit" form="order-form" busy={busy} disabled={disabled}>
          Place order
        </Button>
      </>
    );

  return (
    <Dialog title="New order" onClose={onClose} footer={footer}>
      {placements.length > 0 ? (
        <SentTwice placements={placements} />
      ) : (
        <Loaded of={catalogue} what="Loading stock and prices">
          {(items) => (
            <NewOrderForm
              catalogue={items}
              problem={error}
              form={form}
              onPlace={(order) => void place(order, twice.current)}
            />
          )}
        </Loaded>
      )}
      {error && error.errors.length === 0 && <ErrorState error={error} />}
    </Dialog>
  );
}
