import { getTopItems } from '../../api/analytics';
import { useCall } from '../../api/use-resource';
import { useLiveReload } from '../../live/use-live-reload';
import { Count, Money } from '../../ui/figures';
import { Panel } from '../../ui/Panel';
import { EmptyState, Loaded } from '../../ui/states';
import { Table } from '../../ui/Table';

const SHOWN = 6;
const PAUSE_MS = 5_000;

/** What brought in most. */
export function TopItems() {
  const top = useCall(getTopItems(SHOWN));
  useLiveReload(
    ({ byType }) => (byType['ORDER_CONFIRMED'] ?? 0) + (byType['ORDER_REFUNDED'] ?? 0) > 0,
    top.reload,
    PAUSE_MS,
  );
  return (
    <Panel title="Top items" class="top-items">
      <Loaded of={top}>
        {({ items }) => (
          <Table
            caption="The items that brought in most"
            rows={items}
            keyOf={({ itemId }) => itemId}
            empty={<EmptyState title="Nothing is sold yet" />}
            columns={[
              { title: 'Item', cell: ({ itemId }) => <a href={`#/inventory?q=${itemId}`}>{itemId}</a> },
              { title: 'Units', numeric: true, cell: ({ units }) => <Count value={units} /> },
              { title: 'Revenue', numeric: true, cell: ({ revenue }) => <Money amount={revenue} /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
