import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriersOn, Dashboard } from './browser/dashboard.js';
import { System } from './system/system.js';

jest.setTimeout(240_000);

const GATEWAY = 0;

/** BROWSER_TESTS=off is for machines that can have no browser; whoever sets nothing is told how to get one. */
const describeBrowser = process.env.BROWSER_TESTS === 'off' ? describe.skip : describe;

describeBrowser('the dashboard of a system that asks who calls', () => {
  let system: System;
  let alice: string;
  let administrator: string;
  let dashboard: Dashboard;
  let page: Page;
  beforeAll(async () => {
    system = await System.startWith({ AUTH_SECRET: randomBytes(32).toString('hex') });
    const tokenBy = async (...args: string[]) => (await system.run('-s', 'token', '--', ...args)).trim();
    alice = await tokenBy('--customer', 'CUST-ALICE');
    administrator = await tokenBy('--admin');
    dashboard = await Dashboard.open(`http://localhost:${system.portOf(GATEWAY)}`);
    page = await dashboard.visit('/');
  }, 600_000);
  // Apart: where there is no browser, the system must stop all the same.
  afterAll(() => dashboard.close());
  afterAll(() => system.stop(), 120_000);

  const dialog = () => page.getByRole('dialog', { name: 'Sign in' });
  const signIn = async (token: string) => {
    await dialog().getByLabel('Token').fill(token);
    await dialog().getByRole('button', { name: 'Sign in' }).click();
  };
  const pages = () => page.getByRole('navigation', { name: 'Pages' }).getByRole('link');

  it('asks who it is, and says what is wrong with a token', async () => {
    await dialog().getByText('Send a token').waitFor();
    expect(await barriersOn(page)).toEqual([]);
    await signIn('nonsense');
    await dialog().getByText('The bearer token is not a token that is understood here').waitFor();
  });

  it('shows a customer its orders, live, and no page of others', async () => {
    await signIn(`Bearer ${alice}`);
    await page.getByRole('heading', { name: 'Orders', level: 1 }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await pages().allTextContents()).toEqual(['Orderflow', 'OrdersOrders', 'InventoryStock', 'API reference']);
    await page.getByRole('button', { name: 'New order' }).first().click();
    expect(await page.getByLabel('Customer', { exact: true }).inputValue()).toBe('CUST-ALICE');
    await page.getByRole('button', { name: 'Place order' }).click();
    await page.getByRole('link', { name: 'See its journey' }).last().click();
    await page.getByRole('main').getByText('Confirmed', { exact: true }).first().waitFor();
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('keeps the token in the tab’s session, and in no address', async () => {
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([expect.any(Number), '']);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(alice);
    const addresses = await page.evaluate<string[]>(`performance.getEntries().map(({ name }) => name)`);
    expect(addresses.length).toBeGreaterThan(0);
    expect([page.url(), ...addresses].filter((address) => address.includes(alice))).toEqual([]);
  });

  it('forgets who it was at the end, and shows an administrator everything', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await dialog().waitFor();
    expect(await page.getByRole('main').getByText('CUST-ALICE').count()).toBe(0);
    await signIn(administrator);
    await page.evaluate(`location.hash = '#/'`);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect((await pages().allTextContents()).length).toBe(8);
    await page.getByRole('row').filter({ hasText: 'Inventory' }).first().getByText('ok').waitFor();
  });
});
