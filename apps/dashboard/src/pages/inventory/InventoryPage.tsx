import { useState } from 'preact/hooks';
import { access } from '../../api/access';
import { listStock } from '../../api/inventory';
import { useViewState } from '../../shell/view-state';
import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { CheckField, TextField } from '../../ui/Field';
import { Count, Money } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { EmptyState, ErrorState, Loading } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { RestockDialog } from './RestockDialog';
import { StockBar, StockLegend } from './StockBar';
import { found, type StockRow } from './stock-rows';
import { useStock } from './use-stock';
import './inventory.css';

/** What there is of each item, what it costs, and more of it when it runs low. */
export default function InventoryPage() {
  const [view, setView] = useViewState({ q: '', low: '' });
  const [restocking, setRestocking] = useState<string>();
  const { stock, prices, rows } = useStock();
  const lowOnly = view.low === 'true';
  const shown = rows && found(rows, { text: view.q, lowOnly });
  const low = rows?.filter(({ level }) => level !== 'ok').length ?? 0;
  const restock = ({ itemId }: StockRow): void => setRestocking(itemId);
  const chosen = rows?.find(({ itemId }) => itemId === restocking);
  return (
    <Page title="Inventory" lead="Initial + restocked = available + reserved + sold" call={listStock({ limit: 100 })}>
      <Panel>
        <form class="toolbar" role="search" aria-label="Items" onSubmit={(event) => event.preventDefault()}>
          <TextField
            label="Item"
            type="search"
            value={view.q}
            placeholder="Id or name"
            onInput={(q) => setView({ q })}
          />
          <CheckField
            label={`Only low stock (${formatCount(low)})`}
            checked={lowOnly}
            onChange={(checked) => setView({ low: checked ? 'true' : '' })}
          />
          <StockLegend />
        </form>
        {stock.error && <ErrorState error={stock.error} onRetry={stock.reload} />}
        {prices.error && (
          <p class="muted">
            The prices are missing: {prices.error.message}{' '}
            <Button small onClick={prices.reload}>
              Try again
            </Button>
          </p>
        )}
        {!rows && stock.loading && <Loading what="Reading the stock" />}
        {shown && (
          <Table
            caption="Items"
            columns={access.value.allows('inventory:write') ? [...COLUMNS, restockColumn(restock)] : COLUMNS}
            rows={shown}
            keyOf={({ itemId }) => itemId}
            onOpen={access.value.allows('inventory:write') ? restock : undefined}
            empty={<NoItems any={rows.length > 0} />}
          />
        )}
      </Panel>
      {chosen && <RestockDialog item={chosen} onClose={() => setRestocking(undefined)} onRestocked={stock.reload} />}
    </Page>
  );
}

const COLUMNS: readonly Column<StockRow>[] = [
  { title: 'Item', cell: (row) => <ItemName row={row} /> },
  { title: 'Units', class: 'stock-column', cell: (row) => <StockBar row={row} /> },
  { title: 'Available', numeric: true, cell: ({ available }) => <Count value={available} /> },
  { title: 'Reserved', numeric: true, cell: ({ reserved }) => <Count value={reserved} /> },
  { title: 'Sold', numeric: true, cell: ({ sold }) => <Count value={sold} /> },
  {
    title: 'Price',
    numeric: true,
    cell: ({ price }) => <Money amount={price?.unitPrice} currency={price?.currency} />,
  },
];

const restockColumn = (restock: (row: StockRow) => void): Column<StockRow> => ({
  title: 'Actions',
  numeric: true,
  cell: (row) => (
    <Button small aria-label={`Restock ${row.name}`} onClick={() => restock(row)}>
      Restock
    </Button>
  ),
});

const ItemName = ({ row: { itemId, name, level } }: { readonly row: StockRow }) => (
  <span class="stock-item">
    {name} <LevelBadge level={level} />
    <small class="mono muted">{itemId}</small>
  </span>
);

const LevelBadge = ({ level }: Pick<StockRow, 'level'>) => {
  if (level === 'ok') return null;
  return level === 'out' ? <Badge tone="bad">Out of stock</Badge> : <Badge tone="warn">Low</Badge>;
};

const NoItems = ({ any }: { readonly any: boolean }) => (
  <EmptyState title={any ? 'No item matches' : 'There are no items'}>
    {any ? 'Take the search or the filter away.' : 'Inventory brings its sample stock with its first start.'}
  </EmptyState>
);
