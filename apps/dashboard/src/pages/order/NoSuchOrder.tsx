import { Button } from '../../ui/Button';
import { isUuid } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { EmptyState } from '../../ui/states';

/** Says why there may be no order of this id. */
export const NoSuchOrder = ({ id, onRetry }: { readonly id: string; readonly onRetry: () => void }) => (
  <Panel>
    <EmptyState title="There is no such order">
      {isUuid(id) ? (
        <p>
          No order has the id <span class="mono">{id}</span>. The link may come from another system, or from before the
          data were reset. An order that was accepted is here at once.
        </p>
      ) : (
        <p>
          <span class="mono">{id}</span> is not the id of an order: that is a UUID, as <code>POST /orders</code> answers
          it.
        </p>
      )}
      <p class="order-missing-ways">
        <a class="button button-primary" href="#/orders">
          All orders
        </a>
        <Button onClick={onRetry}>Look again</Button>
      </p>
    </EmptyState>
  </Panel>
);
