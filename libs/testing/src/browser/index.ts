import { findChromium } from '@orderflow/platform';
import { chromium, type Browser } from 'playwright-core';

/** Starts the Chromium of this machine. @throws Error that says how to get one, when there is none. */
export function openChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'No Chromium was found. On Debian: apt-get install chromium; else set CHROMIUM to its path, or BROWSER_TESTS=off for tests without',
    );
  }
  // Root, as in a container, may not use Chromium's own sandbox.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
