import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openChromium } from '@orderflow/testing/browser';

/** Long enough for a machine that runs other tests beside. */
const PATIENCE_MS = 60_000;

export interface Look {
  readonly theme?: 'light' | 'dark';
  /** CSS pixels. */
  readonly width?: number;
}

/** What axe-core reports of an element that is hard to use. */
interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The dashboard in a browser, as a person uses it: by roles and names. */
export class Dashboard {
  private constructor(
    private readonly browser: Browser,
    private readonly origin: string,
  ) {}

  static async open(origin: string): Promise<Dashboard> {
    return new Dashboard(await openChromium(), origin);
  }

  /** A page of its own, at a path behind the `#`. Errors of its script fail whoever uses it next. */
  async visit(path: string, { theme = 'light', width = 1280 }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({ colorScheme: theme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${this.origin}/#${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

/** What a person with an impairment could not use: "serious" and "critical", as axe-core ranks it. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
