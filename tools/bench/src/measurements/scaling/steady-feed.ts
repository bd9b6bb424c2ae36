import { setTimeout as delay } from 'node:timers/promises';
import { Topic } from '@orderflow/contracts';
import { type Stage } from '../../stage/stage.js';
import { orderCreatedMessage } from '../../workload/order-created.js';

/** A tenth of what one replica can do here, so that what waits does so for another reason than too much work. */
const PER_SECOND = 1_000;
const TICK_MS = 10;

export interface FedEvent {
  readonly id: string;
  readonly partition: number;
  /** When it was due in Kafka, in milliseconds since 1970. */
  readonly dueAt: number;
}

/**
 * Puts 1,000 ORDER_CREATED a second into Kafka for as long as `use` takes, as many in every partition, each when it is due
 * whether or not those before are handled. `use` sees those so far; answers all of them.
 */
export async function whileFed(
  stage: Stage,
  use: (soFar: readonly FedEvent[]) => Promise<void>,
): Promise<readonly FedEvent[]> {
  const fed: FedEvent[] = [];
  const over = new AbortController();
  const feeding = feed(stage, fed, over.signal);
  feeding.catch(() => undefined); // told below
  try {
    await Promise.race([use(fed), feeding]); // feeding ends first only when it fails
  } finally {
    over.abort();
  }
  await feeding;
  return fed;
}

async function feed(stage: Stage, fed: FedEvent[], over: AbortSignal): Promise<void> {
  const began = Date.now();
  const sending: Promise<void>[] = [];
  let failure: Error | undefined;
  for (let tick = 0; !over.aborted && !failure; tick++) {
    const dueAt = began + tick * TICK_MS;
    await delay(Math.max(0, dueAt - Date.now()));
    sending.push(send(stage, fed, dueAt).catch((error: Error) => void (failure ??= error)));
  }
  await Promise.all(sending);
  if (failure) throw failure;
}

function send({ broker, scenario }: Stage, fed: FedEvent[], dueAt: number): Promise<void> {
  const messages = Array.from({ length: (PER_SECOND * TICK_MS) / 1_000 }, () => {
    const partition = fed.length % scenario.partitions;
    const message = { ...orderCreatedMessage(fed.length, scenario.hot), partition };
    fed.push({ id: String(message.headers!.ce_id), partition, dueAt });
    return message;
  });
  return broker.publish(Topic.OrderEvents, messages);
}
