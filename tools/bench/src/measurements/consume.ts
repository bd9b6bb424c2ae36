import { Topic } from '@orderflow/contracts';
import { type Contender, withLedger } from '../contenders/contender.js';
import { FedProgram } from '../contenders/limit/fed-program.js';
import { memoryFed } from '../contenders/limit/limits.js';
import { type Consumption } from '../contenders/ledger.js';
import { ours } from '../contenders/ours.js';
import { stockNest, stockNest6 } from '../contenders/stock-nest/stock-nest.js';
import { tutorial } from '../contenders/tutorial/tutorial.js';
import { type RunningSystem, withSystem } from '../stage/running-system.js';
import { type Stage, USUAL } from '../stage/stage.js';
import { orderCreatedMessage } from '../workload/order-created.js';
import { UNITS_PER_ORDER } from '../workload/orders.js';
import { mustBe } from './check.js';
import { type Entry, type Figures, type Measurement } from './measurement.js';
import { type Sizes } from './sizes.js';

export const consume: Measurement = {
  name: 'consume',
  title: 'Consuming events',
  about:
    'inventory alone, warmed up, with ORDER_CREATED events in the topic before it may go on: stock, reservation, inbox ' +
    'and outbox are written for each. Until everything that follows is in Kafka and the outbox is empty.',
  metrics: [{ name: 'rate', title: 'consumed', unit: 'events/s', digits: 0, pictured: true }],
  scenarios: { '': USUAL },
  entries: [...[tutorial, stockNest, stockNest6, ours].map(consumeEntry), limit()],
};

export function consumeEntry(contender: Contender): Entry {
  return {
    entrant: contender,
    parts: ['inventory'],
    run: (stage, sizes) => measure(contender, stage, sizes),
  };
}

function limit(): Entry {
  return {
    entrant: memoryFed,
    parts: ['inventory'],
    run: (stage, { consumeWarmUpEvents: warmUp, consumeEvents: count }) =>
      FedProgram.with('consume', stage, async (program) => {
        const { hot } = stage.scenario;
        await program.do({ from: 0, count: warmUp, hot });
        const seconds = await program.do({ from: warmUp, count, hot });
        mustBeConsumed(warmUp + count, await withLedger(ours, stage, (ledger) => ledger.consumption()));
        return { rate: count / seconds };
      }),
  };
}

function measure(contender: Contender, stage: Stage, sizes: Sizes): Promise<Figures> {
  const { consumeWarmUpEvents: warmUp, consumeEvents: count } = sizes;
  return withSystem(contender, stage, async (system) => {
    await publish(stage, 0, warmUp);
    await untilConsumed(system, stage, warmUp);
    await system.whilePaused(() => publish(stage, warmUp, count));
    const began = performance.now();
    await untilConsumed(system, stage, warmUp + count);
    const seconds = (performance.now() - began) / 1000;
    mustBeConsumed(warmUp + count, await system.ledger.consumption());
    return { rate: count / seconds };
  });
}

/** Puts the ORDER_CREATED of so many orders into Kafka. */
export function publish({ broker, scenario }: Stage, from: number, count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_, n) => orderCreatedMessage(from + n, scenario.hot));
  return broker.publish(Topic.OrderEvents, messages);
}

/** Resolves when inventory has answered so many events, and the answers are in Kafka. */
export function untilConsumed(system: RunningSystem, { broker }: Stage, count: number): Promise<void> {
  const done = async () =>
    (await broker.messagesIn(Topic.InventoryEvents)) >= count && (await system.ledger.isDrained());
  return system.until(done, 'all events are consumed and what follows is sent');
}

/** @throws Error when some are not handled, or one more than once. */
export function mustBeConsumed(count: number, { events, units }: Consumption): void {
  mustBe(count, { 'events handled': events, 'orders by units reserved': units / UNITS_PER_ORDER });
}
