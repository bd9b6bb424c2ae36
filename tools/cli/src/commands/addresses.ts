import { type Addresses, portBase, portOf, serviceNamed, services } from '@orderflow/platform';
import { table } from '../terminal/format.js';
import { sampleOrder } from './sample-order.js';

const urlOf = (port: number) => `http://localhost:${port}`;

/** Where everything is, aligned. */
export function addressBlock(addresses: Addresses, env = process.env): string[] {
  const frontDoor = urlOf(portBase(env));
  const rows = [
    ['Dashboard', frontDoor],
    ...services.map((service) => [service.title, urlOf(portOf(service, env))]),
    ['Swagger UI', `${frontDoor}/docs`],
    ...platformRows(addresses),
  ];
  return table(rows).map((line) => `  ${line}`);
}

export function platformRows({ kafkaBrokers, postgresAdminUrl }: Addresses): string[][] {
  return [['Kafka', kafkaBrokers], ...(postgresAdminUrl ? [['PostgreSQL', postgresAdminUrl]] : [])];
}

/** The first thing to try. */
export function firstCall(env = process.env): string[] {
  const url = `localhost:${portOf(serviceNamed('order-api')!, env)}/orders`;
  return [
    'Try:',
    `  curl -X POST ${url} -H 'Content-Type: application/json' -d '${JSON.stringify(sampleOrder)}'`,
    '  npm run order     places an order and follows it',
    '  npm run simulate  sends realistic orders; watch them on the dashboard',
  ];
}
