import { Topic } from '@orderflow/contracts';
import { type Contender, withLedger } from '../contenders/contender.js';
import { FedProgram } from '../contenders/limit/fed-program.js';
import { memoryFed } from '../contenders/limit/limits.js';
import { ours } from '../contenders/ours.js';
import { stockNest, stockNest6 } from '../contenders/stock-nest/stock-nest.js';
import { tutorial } from '../contenders/tutorial/tutorial.js';
import { withSystem } from '../stage/running-system.js';
import { type Stage, USUAL } from '../stage/stage.js';
import { orderCreatedMessage } from '../workload/order-created.js';
import { UNITS_PER_ORDER } from '../workload/orders.js';
import { mustBe } from './check.js';
import { type Entry, type Figures, type Measurement } from './measurement.js';

export const consume: Measurement = {
  name: 'consume',
  title: 'Consuming events',
  about:
    'inventory alone, with ORDER_CREATED events in the topic before it starts: stock, reservation, inbox and outbox are ' +
    'written for each. From the start of the first transaction until everything that follows is in Kafka and the outbox ' +
    'is empty.',
  metrics: [{ name: 'rate', title: 'consumed', unit: 'events/s', digits: 0, pictured: true }],
  scenarios: { '': USUAL },
  entries: [...[tutorial, stockNest, stockNest6, ours].map(consumeEntry), limit()],
};

export function consumeEntry(contender: Contender): Entry {
  return {
    entrant: contender,
    parts: ['inventory'],
    run: (stage, sizes) => measure(contender, stage, sizes.consumeEvents),
  };
}

function limit(): Entry {
  return {
    entrant: memoryFed,
    parts: ['inventory'],
    run: (stage, { consumeEvents: count }) =>
      FedProgram.with('consume', stage, async (program) => {
        const seconds = await program.do({ from: 0, count, hot: stage.scenario.hot });
        const { events, units } = await withLedger(ours, stage, (ledger) => ledger.consumption());
        check(count, events, units);
        return { rate: count / seconds };
      }),
  };
}

async function measure(contender: Contender, stage: Stage, count: number): Promise<Figures> {
  const { broker, scenario } = stage;
  const messages = Array.from({ length: count }, (_, n) => orderCreatedMessage(n, scenario.hot));
  await broker.publish(Topic.OrderEvents, messages);
  return withSystem(
    contender,
    stage,
    async (system) => {
      const done = async () =>
        (await broker.messagesIn(Topic.InventoryEvents)) >= count && (await system.ledger.isDrained());
      await system.until(done, 'all events are consumed and what follows is sent');
      const endedAt = Date.now();
      const { events, units, beganAt } = await system.ledger.consumption();
      check(count, events, units);
      return { rate: count / ((endedAt - beganAt) / 1000) };
    },
    { join: false },
  );
}

function check(count: number, events: number, units: number): void {
  mustBe(count, { 'events handled': events, 'orders by units reserved': units / UNITS_PER_ORDER });
}
