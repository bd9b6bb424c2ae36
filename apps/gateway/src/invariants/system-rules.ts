import type { Side, SystemRule } from './system-rule.js';

const figure = (service: string, name: string): Side => ({ service, figure: (figures) => figures[name] });

const revenue: Side = {
  service: 'transaction',
  figure: ({ processedCents, refundedCents }) =>
    processedCents === undefined || refundedCents === undefined ? undefined : processedCents - refundedCents,
};

/** What holds between services when no event is under way. */
export const systemRules: readonly SystemRule[] = [
  {
    name: 'revenue',
    title: 'What was charged less what was refunded is the revenue that analytics counts',
    unit: 'cents',
    sides: [revenue, figure('analytics', 'revenueCents')],
    path: ['transaction', 'analytics'],
  },
  {
    name: 'accepted-orders',
    title: 'The orders that were accepted are those that analytics counts',
    unit: 'orders',
    sides: [figure('order-api', 'acceptedOrders'), figure('analytics', 'orders')],
    path: ['order-api', 'analytics'],
  },
  {
    name: 'confirmed-orders',
    title: 'The orders that were confirmed are those that analytics counts as confirmed',
    unit: 'orders',
    sides: [figure('order-api', 'confirmedOrders'), figure('analytics', 'confirmed')],
    path: ['order-api', 'analytics'],
  },
  {
    name: 'sold-units',
    title: 'The units that inventory has sold are those that analytics counts as charged and not refunded',
    unit: 'units',
    sides: [figure('inventory', 'soldUnits'), figure('analytics', 'units')],
    path: ['inventory', 'order-api', 'transaction', 'analytics'],
  },
];
