import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openChromium } from '@orderflow/testing/browser';
import { AsyncApiDirectory } from '../src/asyncapi/asyncapi-directory.js';
import { startGateway, type StartedGateway } from './start-gateway.js';

const BUILD = join(import.meta.dirname, '../asyncapi/build.mjs');
const DOCUMENT = join(import.meta.dirname, '../../../docs/asyncapi.yaml');

/** BROWSER_TESTS=off is for machines that can have no browser. */
const describeBrowser = process.env.BROWSER_TESTS === 'off' ? describe.skip : describe;

let gateway: StartedGateway;
let path: string;

beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'asyncapi-'));
  await promisify(execFile)(process.execPath, [BUILD, path], { env: { ...process.env, NODE_OPTIONS: '' } });
  gateway = await startGateway({}, [[AsyncApiDirectory, { path }]]);
}, 120_000);
afterAll(async () => {
  await gateway.app.close();
  await rm(path, { recursive: true });
});

describe('/asyncapi', () => {
  it('serves the committed document, as YAML and as JSON', async () => {
    const yaml = await fetch(`${gateway.url}/asyncapi.yaml`);
    expect(await yaml.text()).toBe(await readFile(DOCUMENT, 'utf8'));
    const json = await fetch(`${gateway.url}/asyncapi.json`);
    expect(json.headers.get('content-type')).toContain('application/json');
    expect(await json.json()).toMatchObject({ info: { title: 'Orderflow events' } });
  });

  it('has a page that loads nothing of others, and a component that comes zipped', async () => {
    const page = await fetch(`${gateway.url}/asyncapi`);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';script-src 'self' 'unsafe-eval';/);
    expect(page.headers.get('content-security-policy')).not.toMatch(/https:|unsafe-inline/);
    const component = await fetch(`${gateway.url}/asyncapi/component.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect([component.status, component.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    await component.body?.cancel();
  });

  it('lets no other page use eval', async () => {
    expect((await fetch(gateway.url)).headers.get('content-security-policy')).not.toContain('unsafe-eval');
  });

  it.each(['/asyncapi/none.js', '/asyncapi/..%2f..%2fetc%2fpasswd'])('has nothing else: %s', async (file) => {
    expect([403, 404]).toContain((await fetch(gateway.url + file)).status);
  });

  describeBrowser('in a browser', () => {
    it('shows who sends and who receives which events', async () => {
      const browser = await openChromium();
      try {
        const page = await browser.newPage();
        const errors: string[] = [];
        page.on('pageerror', ({ message }) => errors.push(message));
        await page.goto(`${gateway.url}/asyncapi`);
        for (const text of [
          'order-api.send.order-events',
          'analytics.receive.transaction-events',
          'The order is accepted; stock is not promised yet.',
        ]) {
          await page.getByText(text, { exact: true }).filter({ visible: true }).first().waitFor();
        }
        expect(errors).toEqual([]);
      } finally {
        await browser.close();
      }
    }, 120_000);
  });
});
