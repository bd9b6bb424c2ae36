import { describe, expect, it } from '@jest/globals';
import { within } from './within.js';

describe('within', () => {
  it('ends with the work, whether that is done or fails', async () => {
    await within(60_000, Promise.resolve());
    await within(60_000, Promise.reject(new Error('no')));
  });

  it('waits no longer than it is told', async () => {
    const begun = performance.now();
    await within(20, new Promise(() => undefined));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
