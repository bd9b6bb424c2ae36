import { decimalOf } from '@orderflow/contracts';

/** By currency, of which there are few: making one costs fifty times what using it does. */
const formats = new Map<string, Intl.NumberFormat>();

/** Whole cents for people: 199998 in USD is `$1999.98`. Exact, because Intl is given the decimal as text. */
export function formatMoney(cents: number, currency: string): string {
  return formatOf(currency).format(decimalOf(cents));
}

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
  formats.set(currency, format);
  return format;
}
