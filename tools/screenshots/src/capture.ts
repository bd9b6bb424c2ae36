import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openChromium } from '@orderflow/testing/browser';
import type { Browser } from 'playwright-core';
import type { Scene } from './scene.js';

const THEMES = ['light', 'dark'] as const;
const SIZE = { width: 1280, height: 860 };
/** Until curves and events on the map have come. */
const LIVE_MS = 4_000;

const pagesOf = ({ orderId }: Scene): Readonly<Record<string, string>> => ({
  overview: '/',
  orders: '/orders',
  order: `/orders/${orderId}`,
  inventory: '/inventory',
  'dead-letters': '/dead-letters',
  auditor: '/auditor',
  topics: '/topics?topic=order-events',
});

/** Writes `<page>-<theme>.png` files and answers their paths. */
export async function capture(
  origin: string,
  scene: Scene,
  directory: string,
  tell: (file: string) => void,
): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const browser = await openChromium();
  const token = process.env.ORDERFLOW_TOKEN;
  const files: string[] = [];
  try {
    for (const [name, path] of Object.entries(pagesOf(scene))) {
      for (const theme of THEMES) {
        const file = join(directory, `${name}-${theme}.png`);
        await picture(browser, { url: `${origin}/#${path}`, theme, token }, file);
        files.push(file);
        tell(file);
      }
    }
  } finally {
    await browser.close();
    await scene.stop();
  }
  return files;
}

interface Look {
  readonly url: string;
  readonly theme: (typeof THEMES)[number];
  /** Of who has signed in. */
  readonly token?: string;
}

async function picture(browser: Browser, { url, theme, token }: Look, file: string): Promise<void> {
  const page = await browser.newPage({ colorScheme: theme, viewport: SIZE, deviceScaleFactor: 1.5 });
  if (token !== undefined)
    await page.addInitScript(`sessionStorage.setItem('orderflow.token', ${JSON.stringify(token)})`);
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(LIVE_MS);
  await page.screenshot({ path: file });
  await page.close();
}
