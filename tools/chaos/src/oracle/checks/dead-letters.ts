import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import { nameOf } from '../message.js';
import { coordinatesOf, type Books, type Message, type Observed } from '../observed.js';

/** What is dead or was discarded has a copy with the same bytes in `<group>.dead-letters`, and a discard has its audit. */
export function checkDeadLetters({ books, log }: Observed): Finding {
  const byPlace = new Map(log.map((message) => [coordinatesOf(message), message]));
  const byIdentity = new Map<string, Message[]>();
  for (const message of log) byIdentity.set(message.identity, [...(byIdentity.get(message.identity) ?? []), message]);
  const copies = books.reduce((sum, { deadLetters }) => sum + deadLetters.size, 0);
  const discards = books.reduce((sum, book) => sum + book.discards.length, 0);
  return finding(
    'dead letters',
    `${count(copies)} copies, ${count(discards)} discarded by an operator`,
    books.flatMap((book) => [
      ...deadOf(book).flatMap((at) => copyFaults(book, at, byPlace.get(at))),
      ...unaudited(book, byIdentity).map((name) => `${book.service}: ${name} is discarded without an audit`),
    ]),
  );
}

const deadOf = ({ parked, discards }: Books): string[] => [
  ...parked.filter(({ state }) => state === 'dead').map(({ at }) => at),
  ...discards,
];

function copyFaults({ service, deadLetters }: Books, at: string, original: Message | undefined): string[] {
  const copy = deadLetters.get(at);
  if (copy === undefined) return [`${service}: ${at} is dead without a copy`];
  return copy === original?.digest ? [] : [`${service}: the copy of ${at} has other bytes`];
}

/** An event may have come twice: the audit names the place of the one that was parked. */
function unaudited({ inbox, discards }: Books, byIdentity: ReadonlyMap<string, readonly Message[]>): string[] {
  const audited = new Set(discards);
  return inbox
    .filter(({ fate }) => fate === 'discarded')
    .map(({ identity }) => byIdentity.get(identity) ?? [])
    .filter((messages) => !messages.some((message) => audited.has(coordinatesOf(message))))
    .map(([message]) => (message ? nameOf(message) : 'something that was not produced'));
}
