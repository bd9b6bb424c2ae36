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
  const files: string[] = [];
  try {
    for (const [name, path] of Object.entries(pagesOf(scene))) {
      for (const theme of THEMES) {
        const file = join(directory, `${name}-${theme}.png`);
        await picture(browser, `${origin}/#${path}`, theme, file);
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

async function picture(browser: Browser, url: string, theme: (typeof THEMES)[number], file: string): Promise<void> {
  const page = await browser.newPage({ colorScheme: theme, viewport: SIZE, deviceScaleFactor: 1.5 });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(LIVE_MS);
  await page.screenshot({ path: file });
  await page.close();
}
