import { decimalOf } from '@orderflow/contracts';

/** Whole cents for people: 199998 in USD is `$1999.98`. Exact, because Intl is given the decimal as text. */
export function formatMoney(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  }).format(decimalOf(cents));
}
