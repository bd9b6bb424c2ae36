import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { httpAdapter, validateSettings, type Environment } from '@orderflow/service';
import { AppModule } from '../src/app.module.js';
import { GatewaySettings } from '../src/config.js';
import { openFrontDoor } from '../src/front-door.js';

/** The gateway on a free port, with the given settings. */
export async function startGateway(environment: Environment): Promise<{ app: NestFastifyApplication; url: string }> {
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(GatewaySettings)
    .useValue(validateSettings(GatewaySettings, environment))
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  await openFrontDoor(app);
  await app.listen(0, '127.0.0.1');
  return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}
