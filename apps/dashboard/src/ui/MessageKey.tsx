import type { KeyView } from '../api/dead-letters';
import { OrderLink } from './figures';
import { isUuid } from './format';

/** A message's partition key: a link where it is an order's id. */
export function MessageKey({ of }: { readonly of: KeyView | null }) {
  if (of === null) return <span class="muted">none</span>;
  if (of.encoding === 'text' && isUuid(of.data)) return <OrderLink id={of.data} />;
  return <code>{of.data}</code>;
}
