import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.js';

describe('eventually', () => {
  it('answers the first truthy answer', async () => {
    const answers = [false, null, 0, '', 'yes', 'later'];
    await expect(eventually(() => answers.shift())).resolves.toBe('yes');
  });

  it('waits while the probe throws', async () => {
    let failures = 2;
    const probe = () => {
      if (failures-- > 0) throw new Error('not yet');
      return true;
    };
    await expect(eventually(probe)).resolves.toBe(true);
  });

  it('says what it has waited for in vain', async () => {
    await expect(eventually(() => Promise.reject(new Error('the table is empty')), 50)).rejects.toThrow(
      'not within 50 ms: Error: the table is empty',
    );
    await expect(eventually(() => false, 50)).rejects.toThrow('still false');
  });
});
