import { useMemo } from 'preact/hooks';
import { Chart } from '../../ui/Chart';
import { formatCount, formatShort, formatShortMoney } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { EmptyState, Loaded } from '../../ui/states';
import type { Minute } from './timeline';
import { useMinutes } from './use-minutes';

/** Orders and revenue of each of the last sixty minutes. */
export function Activity() {
  const minutes = useMinutes();
  return (
    <>
      <Panel title="Orders a minute" class="activity">
        <Loaded of={minutes}>{(data) => <OrdersChart minutes={data} />}</Loaded>
      </Panel>
      <Panel title="Revenue a minute" class="activity">
        <Loaded of={minutes}>{(data) => <RevenueChart minutes={data} />}</Loaded>
      </Panel>
    </>
  );
}

function OrdersChart({ minutes }: { readonly minutes: readonly Minute[] }) {
  const { xs, orders, confirmed } = useMemo(() => columnsOf(minutes), [minutes]);
  if (minutes.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <Chart
      title="Orders a minute, and those that were confirmed"
      xs={xs}
      series={[
        { label: 'Orders', colour: 'var(--accent)', values: orders, format: formatShort },
        { label: 'Confirmed', colour: 'var(--ok)', values: confirmed, format: formatCount },
      ]}
    />
  );
}

function RevenueChart({ minutes }: { readonly minutes: readonly Minute[] }) {
  const { xs, revenue } = useMemo(() => columnsOf(minutes), [minutes]);
  if (minutes.length === 0) return <EmptyState title="Nothing has happened yet" />;
  return (
    <Chart
      title="Revenue a minute, charged less refunded"
      xs={xs}
      series={[
        {
          label: 'Revenue',
          colour: 'var(--svc-transaction)',
          values: revenue,
          format: (value) => formatShortMoney(value),
        },
      ]}
    />
  );
}

const columnsOf = (minutes: readonly Minute[]) => ({
  xs: minutes.map(({ at }) => at),
  orders: minutes.map(({ orders }) => orders),
  confirmed: minutes.map(({ confirmed }) => confirmed),
  revenue: minutes.map(({ revenue }) => revenue),
});
