import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { endAll, run, runUntilServing } from './fixture/service-process.js';

// Each test starts a process that compiles its TypeScript first.
jest.setTimeout(60_000);

afterEach(endAll);

describe('a service that starts', () => {
  it('says so in one line, for people', async () => {
    const service = await runUntilServing();
    expect(service.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`INFO: sample Sample Service running on port ${service.port}$`)),
    ]);
  });

  it('says so in one line of JSON in production', async () => {
    const service = await runUntilServing({ NODE_ENV: 'production' });
    expect(JSON.parse(service.stdout)).toMatchObject({
      level: 30,
      service: 'sample',
      msg: `Sample Service running on port ${service.port}`,
    });
  });

  it('shows its routes', async () => {
    const service = await runUntilServing();
    const document = (await (await service.fetch('/docs/json')).json()) as OpenApi;
    expect(document.info.title).toBe('Sample Service');
    expect(document.components.schemas.Line!.properties.quantity).toMatchObject({ minimum: 1, maximum: 10_000 });
    expect(document.components.schemas.Sample!.required).toEqual(['name', 'lines']);
    for (const { responses } of Object.values(document.paths).flatMap((path) => Object.values(path))) {
      expect(responses.default?.content).toHaveProperty('application/problem+json');
    }
    expect(await (await service.fetch('/docs')).text()).toContain('swagger-ui');
    expect((await service.fetch('/docs/swagger-ui.css')).status).toBe(200);
  });
});

interface OpenApi {
  info: { title: string };
  paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
  components: { schemas: Record<string, { properties: Record<string, object>; required: string[] }> };
}

describe('a service that cannot start', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT=abc: must be a whole number from 1 to 65535\n'],
    [
      { HOST: '0.0.0.0' },
      'HOST=0.0.0.0: must be an address of this machine alone, such as 127.0.0.1, unless callers have to say who they ' +
        'are: set AUTH_JWKS_URL or AUTH_SECRET, or AUTH=off where something else keeps strangers out\n',
    ],
    [{ DATABASE_URL: 'mysql://me:hunter2@db/x' }, 'DATABASE_URL=***: must be a URL that begins with postgres://\n'],
  ])('for %o ends with one line', async (env, line) => {
    const service = await run(env);
    expect(await service.exited).toBe(1);
    expect(service.stdout + service.stderr).toBe(line);
  });

  it('for a port in use says the way out', async () => {
    const { port } = await runUntilServing();
    const second = await run({ PORT: String(port) });
    expect(await second.exited).toBe(1);
    expect(second.stdout).toBe('');
    expect(second.stderr).toMatch(new RegExp(`^Port ${port} is in use: .* PORT or PORT_BASE\n$`));
  });
});

describe('a service that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('by %s ends the request that is in flight, then itself', async (signal) => {
    const service = await runUntilServing();
    const slow = service.fetch('/samples/slow');
    await service.says('slow begins');
    service.process.kill(signal);
    expect(await (await slow).text()).toBe('done');
    expect(await service.exited).toBe(0);
    expect(service.stdout).toMatch(new RegExp(`${signal}: stopping\n.*Stopped\n$`));
  });

  it('is alive but not ready while it still works, and ends at once when it is told again', async () => {
    const service = await runUntilServing({ STOPS_SLOWLY: 'true' });
    service.process.kill('SIGTERM');
    await service.says('still working');
    expect((await service.fetch('/health/ready')).status).toBe(503);
    expect((await service.fetch('/health/live')).status).toBe(200);
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(1);
    expect(service.stdout).toContain('SIGTERM again: ending at once');
  });

  it('does not wait for event streams, which have no end', async () => {
    const service = await runUntilServing();
    const stream = await service.fetch('/samples/stream');
    const reader = stream.body!.getReader();
    await reader.read();
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    await reader.cancel().catch(() => undefined);
  });

  it('ends when its time is up', async () => {
    const service = await runUntilServing({ SHUTDOWN_TIMEOUT_SECONDS: '1' });
    const stuck = expect(service.fetch('/samples/stuck')).rejects.toThrow();
    await service.says('stuck begins');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(1);
    expect(service.stdout).toContain('Not stopped after 1 s (SHUTDOWN_TIMEOUT_SECONDS)');
    await stuck;
  });
});

describe('a service that is told to stop while it starts', () => {
  it('ends at once when it has nothing to close yet', async () => {
    const service = await run({ STARTS_SLOWLY: 'true' });
    await service.says('waiting');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.stdout.split('\n').slice(1)).toEqual([
      expect.stringMatching(/Shutdown.* SIGTERM before the service has started: ending/),
      '',
    ]);
    expect(service.stderr).toBe('');
  });

  it('fails when it was to migrate: it has not, and whoever waits for it must not go on', async () => {
    const service = await run({ STARTS_SLOWLY: 'true' }, '--migrate');
    await service.says('waiting');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(1);
    expect(service.stdout).toContain('SIGTERM before the service has started: ending');
  });

  it('starts to its end and then stops in good order', async () => {
    const service = await run({ CONNECTS_SLOWLY: 'true' });
    await service.says('connecting');
    service.process.kill('SIGTERM');
    expect(await service.exited).toBe(0);
    expect(service.stdout).toMatch(/SIGTERM: stopping\n.*running on port \d+\n.*Stopped\n$/);
    expect(service.stdout).not.toMatch(/FATAL|ERROR/);
  });
});

it('a service that is only to migrate says so and ends, also one that has no database', async () => {
  const service = await run({}, '--migrate');
  expect(await service.exited).toBe(0);
  expect(service.stdout).toMatch(/^.*INFO: sample Nothing is left to migrate\n$/);
});

it('a service ends when an error reaches nobody', async () => {
  const service = await runUntilServing();
  await service.fetch('/samples/unhandled', { method: 'POST' }).catch(() => undefined);
  expect(await service.exited).toBe(1);
  expect(service.stdout).toContain('FATAL: sample [Process] An error that nobody handled: ending');
  expect(service.stdout).toContain('nobody waits for this');
});
