import { expect, it } from '@jest/globals';
import { offenderOf } from './offender';

const ORDER = '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b';
const NOTIFICATION = '01993e5a-7c1e-7d8a-b5a3-000000000000';

it.each([
  [ORDER, 'PENDING since yesterday', 'order-api', `#/orders/${ORDER}`],
  [ORDER, 'out of order 66, in order of appearance', 'inventory', `#/orders/${ORDER}`],
  [NOTIFICATION, `order ${ORDER}, CONFIRMED by mail, attempts 3`, 'notification', `#/orders/${ORDER}`],
  ['ITEM-001', 'available 1', 'inventory', '#/inventory?q=ITEM-001'],
  ['27" & more', 'available 1', 'inventory', '#/inventory?q=27%22+%26+more'],
  ['order-events[3]', 'totals 1, minutes 2', 'analytics', '#/topics?topic=order-events'],
  ['revenue', 'charged 5, counted 4', 'system', undefined],
])('%s (%s) of %s leads to %s', (id, detail, service, href) => {
  expect(offenderOf({ id, detail }, service)?.href).toBe(href);
});
