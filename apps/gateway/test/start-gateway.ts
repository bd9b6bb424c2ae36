import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { httpAdapter, validateSettings, type Environment } from '@orderflow/service';
import { AppModule } from '../src/app.module.js';
import { GatewaySettings } from '../src/config.js';
import { openFrontDoor } from '../src/front-door.js';

export interface StartedGateway {
  readonly app: NestFastifyApplication;
  readonly url: string;
}

/** Nothing listens there, unless a test says otherwise. */
const NOWHERE: Environment = { KAFKA_BROKERS: '127.0.0.1:1' };

/**
 * The gateway on a free port, with the given settings. `overrides`: providers that a test replaces, by their token.
 * `prepare` is called before any route is added.
 */
export async function startGateway(
  environment: Environment,
  overrides: readonly (readonly [token: unknown, value: unknown])[] = [],
  prepare: (app: NestFastifyApplication) => void = () => undefined,
): Promise<StartedGateway> {
  const settings = validateSettings(GatewaySettings, { ...NOWHERE, ...environment });
  const builder = Test.createTestingModule({ imports: [AppModule] });
  for (const [token, value] of [[GatewaySettings, settings] as const, ...overrides])
    builder.overrideProvider(token).useValue(value);
  const testing = await builder.compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  prepare(app);
  await openFrontDoor(app);
  await app.listen(0, '127.0.0.1');
  return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}
