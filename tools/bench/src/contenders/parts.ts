/** The services that take part; the gateway only passes requests on. */
export const PARTS = ['order-api', 'inventory', 'transaction', 'notification', 'analytics'] as const;
export type Part = (typeof PARTS)[number];
