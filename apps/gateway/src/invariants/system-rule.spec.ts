import { describe, expect, it } from '@jest/globals';
import type { UnderWayView } from '@orderflow/service';
import { judge, type Judgement, type Look, type SystemRule, type Word } from './system-rule.js';

const rule: SystemRule = {
  name: 'sold-units',
  title: 'What one has sold the other has counted',
  unit: 'units',
  sides: [
    { service: 'shop', figure: ({ sold }) => sold },
    { service: 'books', figure: ({ counted }) => counted },
  ],
  path: ['shop', 'till', 'books'],
};

const QUIET = { outbox: 0, retrying: 0, dead: 0, consumer: null };
const word = (
  service: string,
  figures: Record<string, number>,
  second: number,
  underWay: UnderWayView | null = QUIET,
): Word => ({
  service,
  state: 'holds',
  since: '2026-01-01T00:00:00.000Z',
  invariants: [],
  figures,
  figuresAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  underWay,
});

/** What the services say: these figures, counted in this second. */
function look(sold: number, counted: number, second: number, ...others: Word[]): Look {
  const words = [
    word('shop', { sold }, second),
    word('till', {}, second),
    word('books', { counted }, second),
    ...others,
  ];
  return { words: new Map(words.map((one) => [one.service, one])), kafkaTrouble: null, lag: new Map() };
}

/** The judgements of looks, one after the other. */
const judged = (...looks: Look[]): Judgement[] =>
  looks.reduce<Judgement[]>((all, one) => [...all, judge(rule, one, all.at(-1))], []);

const states = (...looks: Look[]) => judged(...looks).map(({ state }) => state);

describe('a rule between services', () => {
  it('holds when both count the same', () => {
    expect(states(look(7, 7, 1))).toEqual(['holds']);
  });

  it('waits while the figures move, however long they differ', () => {
    expect(states(...[1, 2, 3, 4, 5].map((second) => look(second + 2, second, second)))).toEqual(
      Array.from({ length: 5 }, () => 'waiting'),
    );
  });

  it('is violated when three looks find the same difference, and holds when it is gone', () => {
    const looks = [look(7, 6, 1), look(7, 6, 2), look(7, 6, 3), look(7, 6, 4), look(7, 7, 5)];
    expect(states(...looks)).toEqual(['waiting', 'waiting', 'violated', 'violated', 'holds']);
  });

  it('begins anew when a figure has moved', () => {
    const looks = [look(7, 6, 1), look(7, 6, 2), look(8, 7, 3), look(8, 7, 4), look(8, 7, 5)];
    expect(states(...looks)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'violated']);
  });

  it('takes no notice of a look at figures that were not counted anew, on either side', () => {
    const halfNew = look(7, 6, 1, word('shop', { sold: 7 }, 2));
    expect(states(look(7, 6, 1), look(7, 6, 1), halfNew, look(7, 6, 2), look(7, 6, 2))).not.toContain('violated');
    expect(states(look(7, 6, 1), look(7, 6, 1), look(7, 6, 2), look(7, 6, 3), look(7, 6, 3))).toEqual([
      ...['waiting', 'waiting', 'waiting'],
      ...['violated', 'violated'],
    ]);
  });

  it.each<[Partial<UnderWayView>, string]>([
    [{ dead: 3 }, '3 dead letters wait at till'],
    [{ retrying: 2 }, '2 events are tried again at till'],
    [{ outbox: 4 }, '4 events of till wait for Kafka'],
    [{ consumer: 'no broker' }, 'till reads no events: no broker'],
  ])('waits for what explains it: %j', (underWay, reason) => {
    const delayed = word('till', {}, 1, { ...QUIET, ...underWay });
    const looks = [1, 2, 3, 4].map((second) => look(7, 6, second, delayed));
    expect(judged(...looks)).toMatchObject(looks.map(() => ({ state: 'waiting', reason })));
  });

  it('waits for what is still to be read on the way, and for Kafka', () => {
    const [of, elsewhere] = [look(7, 6, 1), look(7, 6, 1)];
    const behind = { ...of, lag: new Map([['till', 5]]) };
    const away = { ...of, kafkaTrouble: 'no broker' };
    expect(judged(behind, away)).toMatchObject([
      { state: 'waiting', seen: 0, reason: 'till has 5 events still to read' },
      { state: 'waiting', seen: 0, reason: 'Kafka does not answer: no broker' },
    ]);
    expect(
      judged({
        ...elsewhere,
        lag: new Map([
          ['mail', 5],
          ['till', null],
        ]),
      }),
    ).toMatchObject([{ seen: 1 }]);
  });

  it('needs three looks again after something has explained it', () => {
    const delayed = word('till', {}, 4, null);
    const looks = [look(7, 6, 1), look(7, 6, 2), look(7, 6, 3), look(7, 6, 4, delayed), look(7, 6, 5), look(7, 6, 6)];
    expect(states(...looks)).toEqual(['waiting', 'waiting', 'violated', 'waiting', 'waiting', 'waiting']);
  });

  it('is unknown while a side does not tell, and waits for a silent service between them', () => {
    const silent = (service: string): Word => ({ service, silence: 'no answer' });
    const [side, between] = [look(7, 7, 1, silent('books')), look(7, 6, 1, silent('till'))];
    expect(judged(side)).toMatchObject([{ state: 'unknown', reason: 'books does not tell: no answer' }]);
    expect(judged(between)).toMatchObject([{ state: 'waiting', reason: 'till does not answer' }]);
  });

  it('is unknown until the figures are counted', () => {
    const uncounted = { ...word('books', {}, 1), figuresAt: null };
    expect(states(look(7, 6, 1, uncounted), look(7, 6, 2, word('books', {}, 2)))).toEqual(['unknown', 'unknown']);
  });
});
