import { describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import { eventOf, soundRun } from '../../../test/fixtures/sound-run.js';
import { checkNotifications } from './notifications.js';

describe('checkNotifications', () => {
  it('accepts what the events ask for', () => {
    expect(checkNotifications(soundRun())).toMatchObject({ ok: true, seen: '10 told, 10 due' });
  });

  it('objects to one that is missing', () => {
    const run = soundRun();
    expect(checkNotifications({ ...run, notifications: run.notifications.slice(1) }).wrong).toEqual([
      'bought RECEIVED EMAIL is missing',
    ]);
  });

  it('objects to one that was told twice', () => {
    const run = soundRun();
    expect(checkNotifications({ ...run, notifications: [...run.notifications, run.notifications[0]!] }).wrong).toEqual([
      'bought RECEIVED EMAIL twice',
    ]);
  });

  it('objects to one that no event asks for', () => {
    const run = soundRun();
    const wrong = { orderId: 'short', kind: 'CONFIRMED', channel: 'EMAIL', state: 'SENT' };
    expect(checkNotifications({ ...run, notifications: [...run.notifications, wrong] }).wrong).toEqual([
      'short CONFIRMED EMAIL, which no event asks for',
    ]);
  });

  it.each(['PENDING', 'FAILED'])('objects to one that is %s', (state) => {
    const run = soundRun();
    const [first, ...others] = run.notifications;
    expect(checkNotifications({ ...run, notifications: [{ ...first!, state }, ...others] }).wrong).toEqual([
      `bought RECEIVED EMAIL is ${state}`,
    ]);
  });

  it('asks for word of an order that ran out of time', () => {
    const run = soundRun();
    const late = eventOf(999, Topic.OrderEvents, 'ORDER_REJECTED', 'late', { reason: 'TIMED_OUT' });
    expect(checkNotifications({ ...run, log: [...run.log, late] }).wrong).toEqual(['late TIMED_OUT EMAIL is missing']);
  });
});
