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
    ['AsyncAPI', `${frontDoor}/asyncapi`],
    ...platformRows(addresses),
  ];
  return table(rows).map((line) => `  ${line}`);
}

export function platformRows({ kafkaBrokers, postgresAdminUrl, schemaRegistryUrl }: Addresses): string[][] {
  return [
    ['Kafka', kafkaBrokers],
    ...(postgresAdminUrl ? [['PostgreSQL', postgresAdminUrl]] : []),
    ...(schemaRegistryUrl ? [['Schema registry', schemaRegistryUrl]] : []),
  ];
}

/** The first thing to try, with a token where the system asks for one. */
export function firstCall(env = process.env): string[] {
  const url = `localhost:${portOf(serviceNamed('order-api')!, env)}/orders`;
  const asksForTokens = Boolean(env.AUTH_SECRET) && env.AUTH !== 'off';
  return [
    'Try:',
    ...(asksForTokens ? ['  TOKEN=$(npm run -s token -- --customer CUST-123)'] : []),
    `  curl -X POST ${url}${asksForTokens ? ' -H "Authorization: Bearer $TOKEN"' : ''} -H 'Content-Type: application/json' -d '${JSON.stringify(sampleOrder)}'`,
    '  npm run order     places an order and follows it',
    '  npm run simulate  sends realistic orders; watch them on the dashboard',
  ];
}
