import type { ComponentChildren } from 'preact';
import type { Order } from '../../api/orders';
import type { Transaction } from '../../api/transactions';
import { StatusBadge } from '../../ui/Badge';
import { Facts } from '../../ui/Facts';
import { Ago, Moment, Money } from '../../ui/figures';
import { formatCount, humanised } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Table } from '../../ui/Table';
import { linesOf } from './order-lines';

interface OrderPanelProps {
  readonly order: Order;
  readonly transaction?: Transaction;
}

export function OrderPanel({ order, transaction }: OrderPanelProps) {
  return (
    <Panel class="order-panel">
      <p class="visually-hidden" role="status">
        The order is {order.status.toLowerCase()}.
      </p>
      <Facts items={factsOf(order)} />
      {order.reason && <Rejection order={order} />}
      <Table
        caption="What is ordered"
        rows={linesOf(order, transaction)}
        keyOf={({ itemId }) => itemId}
        columns={[
          { title: 'Item', cell: ({ itemId }) => <ItemLink id={itemId} /> },
          { title: 'Quantity', numeric: true, cell: ({ quantity }) => formatCount(quantity) },
          { title: 'Quoted', numeric: true, cell: ({ quoted }) => <Money amount={quoted} /> },
          {
            title: 'Price',
            numeric: true,
            cell: ({ price, currency }) => <Money amount={price} currency={currency} />,
          },
        ]}
      />
    </Panel>
  );
}

export const ItemLink = ({ id }: { readonly id: string }) => (
  <a class="mono" href={`#/inventory?q=${encodeURIComponent(id)}`}>
    {id}
  </a>
);

function factsOf(order: Order): (readonly [string, ComponentChildren])[] {
  return [
    ['Status', <StatusBadge status={order.status} />],
    ['Since', <Ago time={order.statusSince} />],
    ['Customer', <a href={`#/orders?customerId=${encodeURIComponent(order.customerId)}`}>{order.customerId}</a>],
    ['Placed', <Moment time={order.createdAt} />],
    ['Quoted', <Money amount={order.totalAmount} currency={order.currency} />],
    ['Charged', <Money amount={order.total} currency={order.currency} />],
    ...(order.refundedAt ? [['Refunded', <Moment time={order.refundedAt} />] as const] : []),
    ...(order.stockReturnedAt ? [['Stock returned', <Moment time={order.stockReturnedAt} />] as const] : []),
  ];
}

const Rejection = ({ order: { reason, detail, shortages } }: { readonly order: Order }) => (
  <div class="order-rejection">
    <p>
      <strong>{humanised(reason ?? '')}</strong>
      {detail !== undefined && <>: {detail}</>}
    </p>
    {shortages && shortages.length > 0 && (
      <ul>
        {shortages.map(({ itemId, requested, available }) => (
          <li key={itemId}>
            <ItemLink id={itemId} />: {formatCount(requested)} ordered, {formatCount(available)} available
          </li>
        ))}
      </ul>
    )}
  </div>
);
