import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventOf, OrderCreated } from '@orderflow/contracts';
import { NonRetryableError } from '@orderflow/messaging';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import type {
  DeadLetterDetailsView,
  DeadLetterGroupsView,
  DeadLetterView,
} from '../src/dead-letters/dead-letter.views.js';
import type { Page } from '../src/index.js';
import { ServiceBed } from '../src/testing/index.js';
import { Shop, ShopModule, ShopSettings } from './fixture/shop.module.js';

const MOMENT: unknown = expect.stringMatching(/^\d{4}-.*Z$/);

/** Of one key, oldest first: an event that was discarded, one that was handled behind it, a dead one, one behind that. */
describe('dead letters and what became of them', () => {
  const key = uuid();
  let bed: ServiceBed;
  let discarded: number;
  let handled: number;
  let dead: number;
  beforeAll(async () => {
    bed = await ServiceBed.start({ name: 'shop', module: ShopModule, settings: ShopSettings });
    Shop.objection = ({ customerId }) => (customerId === 'FINE' ? undefined : new NonRetryableError('never'));
    [discarded, handled] = await park('SICK', 'FINE');
    await bed.post(`/dead-letters/${discarded}/discard`, { reason: 'a test' });
    await eventually(async () => (await letters('')).length === 0);
    [dead] = await park('SICK', 'FINE');
  }, 60_000);
  afterAll(() => bed.close());

  const letters = async (query: string) =>
    (await bed.get<Page<DeadLetterView>>(`/dead-letters?key=${key}&${query}`)).body.items;
  /** Publishes two orders and waits until they are parked; answers their ids. */
  const park = async (...customers: [string, string]): Promise<[number, number]> => {
    const items = [{ itemId: 'A', quantity: 1 }];
    await bed.kafka.publish(
      ...customers.map((customerId) => eventOf(OrderCreated, { orderId: key, customerId, items })),
    );
    const [second, first] = await eventually(async () => {
      const parked = await letters('');
      return parked.length === 2 && parked;
    });
    return [first!.id, second!.id];
  };
  const detailsOf = async (id: number) => (await bed.get<DeadLetterDetailsView>(`/dead-letters/${id}`)).body;

  it.each([
    ['limit=20', ['retrying', 'dead']],
    ['resolved=false', ['retrying', 'dead']],
    ['resolved=true', ['retrying', 'dead', 'handled', 'discarded']],
    ['resolved=true&errorCode=NON_RETRYABLE', ['dead', 'discarded']],
    ['state=handled', ['handled']],
    ['state=discarded&resolved=true', ['discarded']],
  ])('are listed by %s', async (query, states) => {
    expect((await letters(query)).map(({ state }) => state)).toEqual(states);
  });

  it('come in pages together', async () => {
    const states: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: string = cursor && `&cursor=${cursor}`;
      const { body } = await bed.get<Page<DeadLetterView>>(`/dead-letters?key=${key}&resolved=true&limit=1${next}`);
      states.push(...body.items.map(({ state }) => state));
      cursor = body.nextCursor;
    }
    expect(states).toEqual(['retrying', 'dead', 'handled', 'discarded']);
  });

  it('can be read with all that was kept', async () => {
    expect(await detailsOf(discarded)).toMatchObject({
      state: 'discarded',
      head: false,
      attempts: 1,
      nextAttemptAt: null,
      resolvedAt: MOMENT,
      payload: { data: { orderId: key, customerId: 'SICK' } },
      error: { code: 'NON_RETRYABLE', stack: expect.stringContaining('never') },
      actions: [{ action: 'discard', actor: 'loopback', reason: 'a test' }],
    });
    expect(await detailsOf(handled)).toMatchObject({ state: 'handled', attempts: 0, error: null, actions: [] });
  });

  it('are counted by error and event type while they are parked', async () => {
    const { status, body } = await bed.get<DeadLetterGroupsView>('/dead-letters/groups');
    const what = { errorCode: 'NON_RETRYABLE', eventType: 'ORDER_CREATED', exampleId: dead };
    const group = { ...what, retrying: 0, dead: 1, waiting: 1, oldest: MOMENT, newest: MOMENT };
    expect([status, body]).toEqual([200, { items: [group] }]);
  });
});
