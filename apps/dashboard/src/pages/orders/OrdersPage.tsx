import { useCallback } from 'preact/hooks';
import { listOrders, type Order } from '../../api/orders';
import { usePages } from '../../api/use-pages';
import { openNewOrder } from '../../shell/dialogs';
import { LoadControls } from '../../shell/LoadControls';
import { navigate } from '../../shell/navigation';
import { useViewState } from '../../shell/view-state';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Ago, Money, OrderLink } from '../../ui/figures';
import { MoreButton } from '../../ui/MoreButton';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { EmptyState, ErrorState, Loading } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { ALL_ORDERS, filtersOf, isFiltered, type OrderFilters } from './order-filters';
import { itemsInShort } from './items-in-short';
import { NewOrdersHint } from './NewOrdersHint';
import { OrderFilterBar } from './OrderFilterBar';
import { useLiveOrders } from './use-live-orders';
import './orders.css';

/** The orders, newest first, found by status, customer and time. Rows change in place; new ones come when asked for. */
export default function OrdersPage() {
  const [view, setView] = useViewState(ALL_ORDERS);
  const filters = filtersOf(view);
  const pages = usePages((cursor) => listOrders({ ...filters, cursor }));
  const { orders, newOrders } = useLiveOrders(pages.items, pages.loading);
  const open = useCallback(({ id }: Order) => navigate(`/orders/${id}`), []);
  const filtered = isFiltered(filters);
  return (
    <Page title="Orders" lead="Newest first" call={listOrders(filters)} actions={<LoadControls />}>
      <Panel>
        <OrderFilterBar filters={filters} onChange={setView} onClear={() => setView(ALL_ORDERS, { push: true })} />
        <NewOrdersHint count={newOrders} filtered={filtered} loading={pages.loading} onShow={pages.reload} />
        {pages.error && <ErrorState error={pages.error} onRetry={pages.reload} />}
        {!orders && pages.loading && <Loading what="Reading orders" />}
        {orders && (
          <Table
            caption="Orders"
            columns={COLUMNS}
            rows={orders}
            keyOf={({ id }) => id}
            onOpen={open}
            empty={<NoOrders filters={filters} />}
          />
        )}
        <MoreButton of={pages} />
      </Panel>
    </Page>
  );
}

const COLUMNS: readonly Column<Order>[] = [
  { title: 'Order', cell: ({ id }) => <OrderLink id={id} /> },
  { title: 'Status', cell: ({ status, reason }) => <OrderStatus status={status} reason={reason} /> },
  { title: 'Customer', class: 'orders-customer', cell: ({ customerId }) => customerId },
  { title: 'Items', class: 'orders-items', cell: ({ items }) => itemsInShort(items) },
  {
    title: 'Total',
    numeric: true,
    cell: ({ total, totalAmount, currency }) =>
      total === undefined ? (
        <span class="muted" title="What the customer quoted">
          <Money amount={totalAmount} currency={currency} />
        </span>
      ) : (
        <Money amount={total} currency={currency} />
      ),
  },
  { title: 'Placed', numeric: true, cell: ({ createdAt }) => <Ago time={createdAt} /> },
];

const REASONS: Readonly<Record<string, string>> = {
  INSUFFICIENT_STOCK: 'out of stock',
  DECLINED: 'declined',
  TIMED_OUT: 'out of time',
};

const OrderStatus = ({ status, reason }: Pick<Order, 'status' | 'reason'>) => (
  <>
    <StatusBadge status={status} /> {reason && <small class="muted">{REASONS[reason] ?? reason}</small>}
  </>
);

const NoOrders = ({ filters }: { readonly filters: OrderFilters }) =>
  isFiltered(filters) ? (
    <EmptyState title="No order matches">
      Take a filter away, or look for an order by its id with <kbd>/</kbd>.
    </EmptyState>
  ) : (
    <EmptyState title="There is no order yet">
      <p>Place the first one, or start the load and watch them come.</p>
      <Button kind="primary" onClick={openNewOrder}>
        New order
      </Button>
    </EmptyState>
  );
