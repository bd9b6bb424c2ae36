/** A service as the page names and colours it (`--svc-…`). */
export interface ServiceIdentity {
  readonly name: string;
  readonly title: string;
}

export const SERVICES: readonly ServiceIdentity[] = [
  { name: 'gateway', title: 'Gateway' },
  { name: 'order-api', title: 'Order API' },
  { name: 'inventory', title: 'Inventory' },
  { name: 'transaction', title: 'Transaction' },
  { name: 'notification', title: 'Notification' },
  { name: 'analytics', title: 'Analytics' },
];

/** The service that a CloudEvents source names: `/order-api` is order-api. */
export const serviceOfSource = (source: string): string => source.replace(/^.*\//, '');

export const titleOfService = (name: string): string =>
  SERVICES.find((service) => service.name === name)?.title ?? name;

/** A CSS colour. */
export const colourOfService = (name: string): string =>
  SERVICES.some((service) => service.name === name) ? `var(--svc-${name})` : 'var(--svc-gateway)';
