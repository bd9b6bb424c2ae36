// The limit of consuming: the statements of inventory's batches and of its relay, at the same batch sizes and with the same
// number of batches at a time, on events that are in memory already. No Kafka, no Nest, no validation.
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { orderCreated } from '../../workload/order-created.js';
import { drain } from './drain.js';
import { reserve, type Incoming } from './reserve.js';

const BATCH = 500;
const AT_ONCE = 3;

const { DATABASE_URL, EVENTS, HOT } = process.env;
const events = Array.from({ length: Number(EVENTS) }, (_, n): Incoming => ({
  id: uuid(),
  event: orderCreated(n, HOT === '1'),
}));
const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, n) =>
  events.slice(n * BATCH, (n + 1) * BATCH),
);
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: AT_ONCE });
const relay = new pg.Client({ connectionString: DATABASE_URL });
await relay.connect();
await Promise.all(Array.from({ length: AT_ONCE }, () => pool.query('SELECT 1')));

const beganAt = Date.now();
let consuming = true;
const lanes = Array.from({ length: AT_ONCE }, async () => {
  for (let batch = batches.shift(); batch; batch = batches.shift()) await reserve(pool, batch);
});
const drained = drain(relay, () => consuming);
await Promise.all(lanes);
consuming = false;
await drained;
const seconds = (Date.now() - beganAt) / 1000;
await Promise.all([pool.end(), relay.end()]);
process.send!({ seconds });
process.disconnect();
