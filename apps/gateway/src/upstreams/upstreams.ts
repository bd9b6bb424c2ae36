import type { DocumentLink } from '@orderflow/service';

/** A service behind the gateway. */
export interface Upstream {
  readonly name: string;
  readonly title: string;
  /** The setting that says where it is. */
  readonly setting: 'ORDER_API_URL' | 'INVENTORY_URL' | 'NOTIFICATION_URL' | 'ANALYTICS_URL' | 'TRANSACTION_URL';
  /** Its port is PORT_BASE plus this, where the setting says nothing. */
  readonly portOffset: number;
  /** The paths that it answers, with all that is below them. */
  readonly paths: readonly string[];
  /** Those that anybody may read, and only operators may change. */
  readonly operatorPaths?: readonly string[];
}

export const upstreams: readonly Upstream[] = [
  { name: 'order-api', title: 'Order API', setting: 'ORDER_API_URL', portOffset: 1, paths: ['/orders'] },
  { name: 'inventory', title: 'Inventory', setting: 'INVENTORY_URL', portOffset: 2, paths: ['/inventory'] },
  {
    name: 'notification',
    title: 'Notification',
    setting: 'NOTIFICATION_URL',
    portOffset: 3,
    paths: ['/notifications'],
  },
  { name: 'analytics', title: 'Analytics', setting: 'ANALYTICS_URL', portOffset: 4, paths: ['/analytics'] },
  {
    name: 'transaction',
    title: 'Transaction',
    setting: 'TRANSACTION_URL',
    portOffset: 5,
    paths: ['/transactions', '/prices'],
    operatorPaths: ['/payments'],
  },
];

/** @throws TypeError when there is none */
export function upstreamNamed(name: string): Upstream {
  const upstream = upstreams.find((one) => one.name === name);
  if (!upstream) throw new TypeError(`There is no service ${name}`);
  return upstream;
}

/** Where the gateway serves a service's OpenAPI document. */
export const documentPath = ({ name }: Upstream): string => `/docs/${name}.json`;

/** What Swagger UI offers. */
export const documents: readonly DocumentLink[] = upstreams.map((upstream) => ({
  name: upstream.title,
  url: documentPath(upstream),
}));
