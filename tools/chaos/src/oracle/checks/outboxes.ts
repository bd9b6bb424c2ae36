import type { Finding } from '../../evidence.js';
import { finding } from '../finding.js';
import type { Observed } from '../observed.js';

/** Everything that was committed has gone to Kafka. What Kafka refused for good is told by number: it is kept for people. */
export function checkOutboxes({ books }: Observed): Finding {
  const rejected = books
    .filter(({ outboxRejected }) => outboxRejected > 0)
    .map(({ service, outboxRejected }) => `${outboxRejected} in ${service}`);
  return finding(
    'outboxes',
    `${books.length} databases; refused by Kafka: ${rejected.join(', ') || 'nothing'}`,
    books.filter(({ outbox }) => outbox > 0).map(({ service, outbox }) => `${service}: ${outbox} still to be sent`),
  );
}
