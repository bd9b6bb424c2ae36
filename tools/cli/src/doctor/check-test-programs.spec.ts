import { describe, expect, it } from '@jest/globals';
import { checkChromium, checkPromtool } from './check-test-programs.js';

describe('what the tests need', () => {
  it('is no reason not to start, and the doctor says how to get it', async () => {
    expect([checkChromium({ CHROMIUM: '/nowhere' }), await checkPromtool({ PATH: '/nowhere' })]).toMatchObject([
      { state: 'warning', found: 'not found; tests need it', remedy: expect.stringContaining('apt install chromium') },
      {
        state: 'warning',
        found: 'not found; tests need it',
        remedy: expect.stringContaining('apt install prometheus'),
      },
    ]);
  });

  it('is found where the tests find it', async () => {
    expect([checkChromium({ CHROMIUM: process.execPath }), await checkPromtool(process.env)]).toMatchObject([
      { state: 'ok', found: process.execPath },
      { state: 'ok', found: expect.stringMatching(/^version \d+\.\d+/) },
    ]);
  });
});
