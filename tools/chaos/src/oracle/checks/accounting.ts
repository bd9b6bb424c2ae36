import type { Finding } from '../../evidence.js';
import { count, finding } from '../finding.js';
import { nameOf } from '../message.js';
import { coordinatesOf, type Books, type Message, type Observed } from '../observed.js';
import { distinct } from '../order-events.js';
import { isHandledBy, subscriptions, type Subscription } from '../subscriptions.js';

type Fate = 'handled' | 'skipped' | 'retrying' | 'dead' | 'discarded';

/** Per consumer group and topic: each event that was produced has one fate, and it is the right one. */
export function checkAccounting({ log, books }: Observed): Finding[] {
  return books.flatMap((book) => {
    const own = subscriptions.filter(({ group }) => group === book.service);
    const entries = entriesOf(book, log);
    return [
      ...own.map((subscription) => account(subscription, entries, log)),
      checkStrangers(
        book,
        log.filter(({ topic }) => own.some((subscription) => subscription.topic === topic)),
      ),
    ];
  });
}

/** The fates that a group's books give to each event, by its identity; more than one, and the books contradict themselves. */
type Entries = ReadonlyMap<string, readonly (Fate | 'parked, but not there')[]>;

function entriesOf({ inbox, parked }: Books, log: readonly Message[]): Entries {
  const identities = new Map(log.map((message) => [coordinatesOf(message), message.identity]));
  const states = new Map(parked.map(({ at, state }) => [identities.get(at), state as Fate]));
  const entries = new Map<string, (Fate | 'parked, but not there')[]>();
  for (const { identity, fate } of inbox) {
    const state = states.get(identity);
    const told = fate === 'parked' ? (state ?? 'parked, but not there') : (fate as Fate);
    const contradiction = state !== undefined && fate !== 'parked' ? [state] : [];
    entries.set(identity, [...(entries.get(identity) ?? []), told, ...contradiction]);
  }
  return entries;
}

function account(subscription: Subscription, entries: Entries, log: readonly Message[]): Finding {
  const produced = distinct(log.filter(({ topic }) => topic === subscription.topic));
  const sums = { handled: 0, skipped: 0, retrying: 0, dead: 0, discarded: 0 };
  const wrong: string[] = [];
  for (const message of produced) {
    const fates = entries.get(message.identity) ?? [];
    const fault = faultOf(subscription, message, fates);
    if (fault) wrong.push(`${nameOf(message)}: ${fault}`);
    else sums[fates[0] as Fate]++;
  }
  const parts = Object.entries(sums).map(([fate, sum]) => `${count(sum)} ${fate}`);
  return finding(
    `accounting: ${subscription.group} ← ${subscription.topic}`,
    `${count(produced.length)} = ${parts.join(' + ')}`,
    wrong,
  );
}

function faultOf(subscription: Subscription, message: Message, fates: readonly string[]): string | undefined {
  const [fate] = fates;
  if (fate === undefined) return 'never taken';
  if (fates.length > 1) return `taken ${fates.length} times: ${fates.join(', ')}`;
  if (fate === 'parked, but not there') return fate;
  const handled = isHandledBy(subscription, message);
  if (fate === 'handled' && !handled) return 'handled, but no handler is for it';
  if (fate === 'skipped' && (handled || message.type === undefined)) return 'skipped, but it should not be';
  return undefined;
}

/** A group's books hold nothing that its topics do not. */
function checkStrangers({ service, inbox, parked }: Books, log: readonly Message[]): Finding {
  const produced = new Set(log.map(({ identity }) => identity));
  const places = new Set(log.map(coordinatesOf));
  return finding(`accounting: ${service}`, `${count(inbox.length)} in the inbox, ${count(parked.length)} parked`, [
    ...inbox
      .filter(({ identity }) => !produced.has(identity))
      .map(({ identity, fate }) => `${identity.replace('\0', ' ')} is ${fate}, but was not produced`),
    ...parked.filter(({ at }) => !places.has(at)).map(({ at }) => `${at} is parked, but was not produced`),
  ]);
}
