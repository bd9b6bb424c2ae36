import { type Consumer } from './consumer.js';

/** What to do with the files that were written. */
export function nextSteps({ name, port }: Consumer): string[] {
  return [
    '',
    `${name} handles events. To try it:`,
    `  npx nx test ${name}             its tests, on the real Kafka and PostgreSQL`,
    `  npm start                       it runs with the others: http://localhost:${port}/docs`,
    `  npm run contracts:asyncapi      tells everyone which events it receives`,
    `Make it yours: apps/${name}/src/records/domain/record-of.ts; docs/tutorial.md goes on from here.`,
  ];
}
