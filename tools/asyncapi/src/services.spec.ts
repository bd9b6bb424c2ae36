import { describe, expect, it } from '@jest/globals';
import { catalogue } from '@orderflow/contracts';
import { eventAccess } from '@orderflow/platform';
import { byTopic, services } from './services.js';

const topicsOf = (events: Parameters<typeof byTopic>[0]) =>
  byTopic(events)
    .map(([topic]) => topic)
    .sort();

describe.each(services)('$name', ({ name, sends, receives }) => {
  it('sends to the topics that Kafka lets it write, and to no other', () => {
    expect(topicsOf(sends)).toEqual([...eventAccess[name]!.writes].sort());
  });

  it('has handlers for the topics that Kafka lets it read, and for no other', () => {
    expect(topicsOf(receives)).toEqual([...eventAccess[name]!.reads].sort());
  });
});

it('every type of event has one sender', () => {
  const senders = services.flatMap(({ name, sends }) => sends.map(({ type }) => `${type} ${name}`));
  const types = [...new Set(senders)].map((sender) => sender.split(' ')[0]!);
  expect(types.sort()).toEqual([...new Set(catalogue.map(({ type }) => type))].sort());
});

it('every event has somebody who receives it', () => {
  const received = services.flatMap(({ receives }) => receives);
  expect(catalogue.filter((event) => !received.includes(event))).toEqual([]);
});
