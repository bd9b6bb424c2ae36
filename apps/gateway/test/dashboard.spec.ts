import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DashboardDirectory } from '../src/dashboard/dashboard-directory.js';
import { startGateway, type StartedGateway } from './start-gateway.js';

const SCRIPT = 'console.log("hello")';

let gateway: StartedGateway;
let path: string;

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'dashboard-'));
  gateway = await startGateway({}, [[DashboardDirectory, { path }]]);
});
afterAll(async () => {
  await gateway.app.close();
  await rm(path, { recursive: true });
});

describe('the dashboard', () => {
  it('that is not built says how to build it', async () => {
    const response = await fetch(gateway.url);
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('npx nx build dashboard');
  });

  describe('that is built', () => {
    beforeAll(async () => {
      await mkdir(join(path, 'assets'));
      await writeFile(join(path, 'index.html'), '<!doctype html><title>Orderflow</title>');
      await writeFile(join(path, 'assets/index-1a2b.js'), SCRIPT);
      await writeFile(join(path, 'assets/index-1a2b.js.gz'), gzipSync(SCRIPT));
    });

    it('is the front page, asked for anew each time, and may load nothing of others', async () => {
      const response = await fetch(gateway.url);
      expect([response.status, await response.text()]).toEqual([200, '<!doctype html><title>Orderflow</title>']);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe|https:/);
      const etag = response.headers.get('etag')!;
      const again = await new Promise<IncomingMessage>((resolve) =>
        get(gateway.url, { headers: { 'if-none-match': etag } }, (answer) => resolve(answer.resume())),
      );
      expect(again.statusCode).toBe(304);
    });

    it('loads scripts that are kept for ever, as small as they come', async () => {
      const url = `${gateway.url}/assets/index-1a2b.js`;
      const zipped = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
      expect(await zipped.text()).toBe(SCRIPT);
      expect(zipped.headers.get('content-encoding')).toBe('gzip');
      expect(zipped.headers.get('content-type')).toContain('application/javascript');
      expect(zipped.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
      expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
    });

    it.each(['/assets/none.js', '/assets/', '/assets/..%2findex.html', '/assets/..%2f..%2f..%2fetc%2fpasswd'])(
      'has nothing else: %s',
      async (asset) => {
        const response = await fetch(gateway.url + asset);
        expect([403, 404]).toContain(response.status);
        expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      },
    );
  });
});

it('Swagger UI has the policy under which it works', async () => {
  expect((await fetch(`${gateway.url}/health`)).headers.get('content-security-policy')).toContain("'unsafe-inline'");
});
