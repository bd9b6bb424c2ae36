import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import pg from 'pg';
import type { Page } from 'playwright-core';

import { barriersOn, Dashboard } from './browser/dashboard.js';
import { System } from './system/system.js';

/** Above the patience of a single wait, so that the one that came to nothing is named. */
jest.setTimeout(240_000);

/** A check rests a hundred times as long as it has taken, times their number: a minute and a half after 0.3 s. */
const AUDITED = { timeout: 200_000 };

const GATEWAY = 0;
const PAGES = ['/', '/orders', '/inventory', '/dead-letters', '/auditor', '/topics'];

/** BROWSER_TESTS=off is for machines that can have no browser; whoever sets nothing is told how to get one. */
const describeBrowser = process.env.BROWSER_TESTS === 'off' ? describe.skip : describe;

describeBrowser('the dashboard', () => {
  let system: System;
  let dashboard: Dashboard;
  let page: Page;
  beforeAll(async () => {
    system = await System.start();
    dashboard = await Dashboard.open(`http://localhost:${system.portOf(GATEWAY)}`);
  }, 600_000);
  beforeEach(async () => {
    page = await dashboard.visit('/');
  });
  afterEach(() => page.context().close());
  afterAll(async () => {
    await dashboard.close();
    await system.stop();
  }, 120_000);

  /** By the form, with the mouse; answers where its journey is shown. */
  async function placeOrder(): Promise<string> {
    await page.getByRole('button', { name: 'New order' }).first().click();
    await page.getByRole('button', { name: 'Place order' }).click();
    return (await page.getByRole('link', { name: 'See its journey' }).last().getAttribute('href'))!;
  }
  const badge = (status: string) => page.getByRole('main').getByText(status, { exact: true }).first();
  const follow = (journey: string) => page.evaluate(`location.hash = '${journey}'`);
  async function query(service: 'inventory', statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: system.addresses.databaseUrls[service] });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }

  it('shows an order confirmed without being loaded again, and each hop of its journey', async () => {
    await page.evaluate('window.loadedOnce = true');
    await follow(await placeOrder());
    await badge('Confirmed').waitFor();
    const journey = page.getByRole('list').filter({ hasText: 'Order created' });
    for (const hop of [
      /Order created.*order-events · partition \d · offset \d+/s,
      /Inventory reserved.*inventory-events · partition \d · offset \d+/s,
      /Order processed.*transaction-events · partition \d · offset \d+/s,
      /Order confirmed.*order-events · partition \d · offset \d+/s,
    ]) {
      await journey.getByRole('listitem').filter({ hasText: hop }).first().waitFor();
    }
    await page.getByText('Payload and headers').first().click();
    await page.getByText('"customerId": "CUST-123"').first().waitFor();
    await page.getByText('Sold', { exact: true }).waitFor();
    expect(await page.evaluate('window.loadedOnce')).toBe(true);
  });

  it('shows the same order again when it is sent twice, marked as replayed', async () => {
    await page.getByRole('button', { name: 'New order' }).first().click();
    await page.getByRole('button', { name: 'Send it twice' }).click();
    const answers = page.getByRole('dialog').getByRole('listitem');
    await answers.nth(1).getByText('Replayed').waitFor();
    const ids = await answers.getByRole('link').allTextContents();
    expect(new Set(ids).size).toBe(1);
  });

  it('shows a stopped service and the order that waits for it, and both well again', async () => {
    await system.run('stop', '--', 'inventory');
    const inventory = page.getByRole('row').filter({ hasText: 'Inventory' });
    await inventory.getByText('unreachable').waitFor();
    await follow(await placeOrder());
    await badge('Pending').waitFor();
    await system.run('start', '--', 'inventory');
    await badge('Confirmed').waitFor();
    await page.keyboard.type('gv');
    await inventory.getByText(/^ok$/i).waitFor();
  });

  it('shows what a broken provider leaves behind, and what becomes of it when it is redriven', async () => {
    await page.getByRole('button', { name: 'Break payments' }).first().click();
    await page.getByRole('button', { name: 'Mend payments' }).first().waitFor();
    const journey = await placeOrder();
    await follow('#/dead-letters');
    await page.getByText('PAYMENT_PROVIDER_KEY_REVOKED').first().waitFor();
    await page.getByRole('button', { name: 'Mend payments' }).first().click();
    await page.getByRole('button', { name: /^Redrive PAYMENT_PROVIDER_KEY_REVOKED/ }).click();
    await page.getByRole('button', { name: /^Redrive \d+ event/ }).click();
    await page.getByText('1 handled', { exact: true }).waitFor();
    await page.getByText('Nothing is parked.').waitFor();
    await follow(journey);
    await badge('Confirmed').waitFor();
    await page.getByText('Handled after all').waitFor();
  });

  it('turns red when a row is tampered with, naming it, and green when it is mended', async () => {
    await page.keyboard.type('ga');
    await page.getByText(/^All \d+ invariants hold$/).waitFor(AUDITED);
    await query('inventory', `UPDATE stock SET available = available - 1, sold = sold + 1 WHERE item_id = 'ITEM-007'`);
    await page.getByText(/^\d of \d+ invariants (is|are) violated$/).waitFor(AUDITED);
    await page.getByRole('cell', { name: 'ITEM-007', exact: true }).first().waitFor();
    await query('inventory', `UPDATE stock SET available = available + 1, sold = sold - 1 WHERE item_id = 'ITEM-007'`);
    await page.getByText(/^All \d+ invariants hold$/).waitFor(AUDITED);
  }, 700_000);

  it('is used by the keyboard alone', async () => {
    await page.keyboard.press('n');
    await page.getByRole('dialog', { name: 'New order' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('go');
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Order / }).waitFor();
    await page.keyboard.press(' ');
    await page.getByText('Frozen', { exact: true }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Freeze the view').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('CUST-123');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor();
    expect(page.url()).toContain('customerId=CUST-123');
  });

  it('sends orders until it is stopped, and shows them counted', async () => {
    const counted = async () => (await system.call<{ orders: number }>(GATEWAY, '/analytics/summary')).body.orders;
    const before = await counted();
    await page.getByRole('button', { name: 'Start 20 orders/s' }).click();
    await page.getByText(/^\d{2,} sent$/).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Start 20 orders/s' }).waitFor();
    // Read anew each time: an order may still be on its way when the button is pressed.
    const sent = async () => Number.parseInt((await page.getByText(/^\d+ sent$/).textContent())!, 10);
    await eventually(async () => (await counted()) === before + (await sent()), 30_000);
    const counters = page.getByRole('region', { name: 'Since the beginning' });
    await counters
      .getByText(String(await counted()), { exact: true })
      .first()
      .waitFor();
  });

  it('says when what it shows is old, and goes on by itself', async () => {
    await page.getByText('Live', { exact: true }).waitFor();
    await system.run('stop', '--', 'gateway');
    await page.getByText('Stale', { exact: true }).waitFor();
    await system.run('start', '--', 'gateway');
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it.each(PAGES.flatMap((path) => (['light', 'dark'] as const).map((theme) => [path, theme] as const)))(
    'has no barrier on %s in the %s theme',
    async (path, theme) => {
      const shown = await dashboard.visit(path, { theme });
      await eventually(async () => (await shown.locator('main .state-loading').count()) === 0, 30_000);
      expect(await barriersOn(shown)).toEqual([]);
      await shown.context().close();
    },
  );

  it.each(['light', 'dark'] as const)('has no barrier on the journey of an order in the %s theme', async (theme) => {
    await page.emulateMedia({ colorScheme: theme });
    await follow(await placeOrder());
    await badge('Confirmed').waitFor();
    await page.getByText('Payload and headers').first().click();
    expect(await barriersOn(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('loads less than 200 kB of script, compressed', async () => {
    const scripts = await page.evaluate<{ encodedBodySize: number; decodedBodySize: number }[]>(`
      performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map((entry) => entry.toJSON())`);
    const sent = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(200_000);
    expect(sent).toBeLessThan(scripts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0) / 2);
  });

  it.each(PAGES)('fits a narrow screen: %s', async (path) => {
    const shown = await dashboard.visit(path, { width: 360 });
    expect(await shown.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await shown.context().close();
  });
});
