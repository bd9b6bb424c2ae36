// The limit of consuming: the statements of inventory's batches and of its relay, at the same batch sizes and with the same
// number of batches at a time, on events that are in memory already. No Kafka, no Nest, no validation.
import { orderCreated } from '../../workload/order-created.js';
import { envelopeOf } from './envelope.js';
import { answerParent, type Work } from './fed-program.js';
import { inLanes } from './in-lanes.js';
import { reserve } from './inventory.js';
import { Service } from './service.js';

/** The most that ours puts into a transaction, and does when so much is there. */
const BATCH = 500;
const AT_ONCE = 2;

const service = await Service.open('inventory', process.env.INVENTORY_URL!);
await service.query('SELECT 1', []);
answerParent(consume);

async function consume({ from, count, hot }: Work): Promise<void> {
  const events = Array.from({ length: count }, (_, n) => envelopeOf(orderCreated(from + n, hot), '/order-api'));
  const ending = new AbortController();
  const relaying = service.relay(ending.signal);
  await inLanes(events, BATCH, AT_ONCE, (batch) => reserve(service, batch));
  ending.abort();
  await relaying;
}
