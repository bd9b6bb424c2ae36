// The load generator: posts what its parent asks for, and ends with it.
import autocannon, { type Client } from 'autocannon';
import { percentile } from '../report/statistics.js';
import { type LoadReport, type LoadRequest } from './load.js';
import { orderRequest } from './orders.js';

const TIMEOUT_SECONDS = 60;

process.on('message', (request: LoadRequest) => {
  void post(request).then((report) => process.send!(report));
});
process.on('disconnect', () => process.exit());

function post({ url, connections, from, count, hot }: LoadRequest): Promise<LoadReport> {
  let next = from;
  let answers = 0;
  const latencies: number[] = [];
  const headers = { 'content-type': 'application/json' };
  const body = () => JSON.stringify(orderRequest(next++, hot));
  const began = performance.now();
  return new Promise((resolve) => {
    const report = () => resolve(reportOf(latencies, count, (performance.now() - began) / 1000));
    const run = autocannon(
      {
        url,
        connections: Math.min(connections, count),
        amount: count,
        timeout: TIMEOUT_SECONDS,
        requests: [
          { method: 'POST', path: '/orders', headers, setupRequest: (request) => ({ ...request, body: body() }) },
        ],
      },
      report,
    );
    run.on('response', (_client: Client, status: number, _bytes: number, milliseconds: number) => {
      if (status === 201) latencies.push(milliseconds);
      if (++answers === count) report(); // autocannon itself notices up to a second later
    });
  });
}

function reportOf(latencies: readonly number[], count: number, seconds: number): LoadReport {
  const sorted = latencies.toSorted((a, b) => a - b);
  const accepted = sorted.length;
  return {
    accepted,
    failed: count - accepted,
    seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}
