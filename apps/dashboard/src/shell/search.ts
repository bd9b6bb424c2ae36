import { isUuid } from '../ui/format';
import { navigate } from './navigation';

/** Goes where a search leads: an order's id to the order, anything else to the orders of that customer. */
export function search(text: string): void {
  const wanted = text.trim();
  if (wanted === '') return;
  if (isUuid(wanted)) navigate(`/orders/${wanted.toLowerCase()}`);
  else navigate('/orders', { customerId: wanted });
}
