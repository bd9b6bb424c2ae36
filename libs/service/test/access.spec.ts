import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import {
  By,
  httpAdapter,
  mintToken,
  OperatorRoutes,
  Public,
  Requires,
  ServiceModule,
  ServiceSettings,
  validateSettings,
  type Caller,
  type Environment,
  type ProblemDetails,
  type Scope,
} from '../src/index.js';

const AUTH_SECRET = 'a-secret-of-thirty-two-characters';

class DeskSettings extends ServiceSettings {
  readonly portOffset = 9;
}

@Requires()
@Controller('desk')
class DeskController {
  @Get('mine')
  mine(@By() { name }: Caller): string {
    return name;
  }

  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('anyone')
  @Public()
  anyone(@By() { name }: Caller): string {
    return name;
  }

  @Get('orders')
  @Requires('orders:read')
  orders(@By() { customerId }: Caller): string {
    return customerId ?? 'all';
  }
}

@OperatorRoutes()
@Controller('desk/levers')
class LeverController {
  @Post()
  pull(@By() { name }: Caller): string {
    return name;
  }
}

@Controller('forgotten')
class ForgetfulController {
  @Get()
  @Public()
  thought(): string {
    return 'of';
  }

  @Get('secrets')
  secrets(): string {
    return 'for everybody';
  }
}

async function serve(environment: Environment, controllers: Type[] = []): Promise<NestFastifyApplication> {
  @Module({
    imports: [ServiceModule.forRoot({ name: 'desk', title: 'Desk', settings: DeskSettings })],
    controllers: [DeskController, LeverController, ...controllers],
  })
  class DeskModule {}
  const testing = await Test.createTestingModule({ imports: [DeskModule] })
    .overrideProvider(DeskSettings)
    .useValue(validateSettings(DeskSettings, environment))
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
}

let apps: NestFastifyApplication[];
const [GUARDED, OPEN] = [0, 1];
beforeAll(async () => {
  apps = await Promise.all([serve({ AUTH_SECRET }), serve({})]);
});
afterAll(() => Promise.all(apps.map((app) => app.close())));

const tokenOf = (...scopes: Scope[]) =>
  mintToken({ AUTH_SECRET, AUTH_AUDIENCE: 'orderflow' }, { subject: 'CUST-1', scopes, ttlSeconds: 60 });

/** The text, or the status and code of the refusal. */
async function ask(at: number, path: string, token?: string, method = 'GET'): Promise<unknown> {
  const { port } = apps[at]!.getHttpServer().address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
    ...(method === 'POST' && { body: '{}' }),
  });
  if (response.ok) return response.text();
  const { status, code } = (await response.json()) as ProblemDetails;
  return [status, code];
}

const UNAUTHENTICATED = [401, 'AUTH.UNAUTHENTICATED'];
const INSUFFICIENT = [403, 'AUTH.INSUFFICIENT_SCOPE'];

describe('with authentication', () => {
  it('a public route answers anybody', async () => {
    expect(await ask(GUARDED, '/desk/open')).toBe('open');
    expect(await ask(GUARDED, '/health/live')).toBe('{"status":"ok","service":"desk"}');
    expect(await ask(GUARDED, '/health/ready')).toBe('{"status":"ok","service":"desk"}');
  });

  it('another wants to know who asks', async () => {
    for (const path of ['/desk/mine', '/desk/orders', '/health', '/metrics'])
      expect(await ask(GUARDED, path)).toEqual(UNAUTHENTICATED);
    expect(await ask(GUARDED, '/desk/mine', await tokenOf())).toBe('CUST-1');
  });

  it('a public route takes nobody for a caller who may do all', async () => {
    expect(await ask(GUARDED, '/desk/anyone')).toEqual([500, 'SERVER.INTERNAL_SERVER_ERROR']);
  });

  it('a scope opens what it names', async () => {
    expect(await ask(GUARDED, '/desk/orders', await tokenOf('orders:write'))).toEqual(INSUFFICIENT);
    expect(await ask(GUARDED, '/desk/orders', await tokenOf('orders:read'))).toBe('CUST-1');
    expect(await ask(GUARDED, '/desk/orders', await tokenOf('admin'))).toBe('all');
    expect(await ask(GUARDED, '/health', await tokenOf('orders:read'))).toEqual(INSUFFICIENT);
    expect(await ask(GUARDED, '/health', await tokenOf('admin'))).toContain('"parts"');
  });

  it('what is for operators is for administrators', async () => {
    expect(await ask(GUARDED, '/desk/levers', undefined, 'POST')).toEqual(UNAUTHENTICATED);
    expect(await ask(GUARDED, '/desk/levers', await tokenOf('orders:write'), 'POST')).toEqual(INSUFFICIENT);
    expect(await ask(GUARDED, '/desk/levers', await tokenOf('admin'), 'POST')).toBe('CUST-1');
  });
});

describe('without authentication', () => {
  it('anybody may do and see everything, and operators are on this machine', async () => {
    expect(await ask(OPEN, '/desk/mine')).toBe('anonymous');
    expect(await ask(OPEN, '/desk/orders')).toBe('all');
    expect(await ask(OPEN, '/desk/levers', undefined, 'POST')).toBe('loopback');
    expect(await ask(OPEN, '/health/ready')).toContain('"parts"');
  });
});

it('a route of which nobody has said whom it lets in keeps the service from starting', async () => {
  await expect(serve({}, [ForgetfulController])).rejects.toThrow('let in: ForgetfulController.secrets');
});
