import { formatCount } from '../../ui/format';
import type { StockRow } from './stock-rows';

const PARTS = ['available', 'reserved', 'sold'] as const;

/** How the units of an item are shared, as parts of a bar. */
export const StockBar = ({ row }: { readonly row: StockRow }) => (
  <div class="stock-bar" role="img" aria-label={PARTS.map((part) => `${formatCount(row[part])} ${part}`).join(', ')}>
    {PARTS.map((part) => (
      <i
        key={part}
        class={`stock-${part}`}
        style={{ width: `${row.shares[part]}%` }}
        title={`${formatCount(row[part])} ${part}`}
      />
    ))}
  </div>
);

export const StockLegend = () => (
  <p class="stock-legend muted" aria-hidden="true">
    {PARTS.map((part) => (
      <span key={part}>
        <i class={`stock-${part}`} /> {part}
      </span>
    ))}
  </p>
);
