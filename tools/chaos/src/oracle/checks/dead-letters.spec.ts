import { describe, expect, it } from '@jest/globals';
import { soundRun, withBooks } from '../../../test/fixtures/sound-run.js';
import { identityOf } from '../message.js';
import { checkDeadLetters } from './dead-letters.js';

const PLACE = 'order-events:0:901';

describe('checkDeadLetters', () => {
  it('accepts a dead event with its copy', () => {
    expect(checkDeadLetters(soundRun())).toMatchObject({ ok: true, seen: '4 copies, 0 discarded by an operator' });
  });

  it('objects when the copy is missing', () => {
    const run = withBooks(soundRun(), 'inventory', () => ({ deadLetters: new Map() }));
    expect(checkDeadLetters(run).wrong).toEqual([`inventory: ${PLACE} is dead without a copy`]);
  });

  it('objects when the copy has other bytes', () => {
    const run = withBooks(soundRun(), 'inventory', () => ({ deadLetters: new Map([[PLACE, 'changed']]) }));
    expect(checkDeadLetters(run).wrong).toEqual([`inventory: the copy of ${PLACE} has other bytes`]);
  });

  it('accepts an audited discard, and objects to one that nobody has asked for', () => {
    const discarded = (discards: string[]) =>
      withBooks(soundRun(), 'inventory', ({ inbox }) => ({
        parked: [],
        discards,
        inbox: inbox.map((entry) =>
          entry.identity === identityOf('', PLACE) ? { ...entry, fate: 'discarded' } : entry,
        ),
      }));
    expect(checkDeadLetters(discarded([PLACE])).wrong).toEqual([]);
    expect(checkDeadLetters(discarded([])).wrong).toEqual([
      `inventory: an unreadable message ${PLACE} at ${PLACE} is discarded without an audit`,
    ]);
  });
});
