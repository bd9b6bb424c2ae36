import type { DeadLetterDetails, DeadLetterService } from '../../api/dead-letters';
import { hrefOf } from '../../shell/hash';
import { StatusBadge } from '../../ui/Badge';
import { Facts } from '../../ui/Facts';
import { Ago } from '../../ui/figures';
import { formatCount } from '../../ui/format';
import { MessageKey } from '../../ui/MessageKey';

interface LetterFactsProps {
  readonly service: DeadLetterService;
  readonly letter: DeadLetterDetails;
}

export function LetterFacts({ service, letter }: LetterFactsProps) {
  const { state, head, eventType, key, topic, partition, offset, attempts, parkedAt } = letter;
  const isParked = state === 'dead' || state === 'retrying';
  const siblings = key?.encoding === 'text' && (
    <a href={hrefOf('/dead-letters', { service, key: key.data, resolved: 'true' })}>
      all of this order that were parked
    </a>
  );
  return (
    <>
      <Facts
        items={[
          ['State', <StatusBadge status={state} />],
          ['Event', <code>{eventType ?? 'no readable type'}</code>],
          [
            'Order',
            <>
              <MessageKey of={key} /> {siblings}
            </>,
          ],
          [
            'Place in Kafka',
            <a href={hrefOf('/topics', { topic, partition, offset })}>
              {topic}, partition {partition}, offset {formatCount(offset)}
            </a>,
          ],
          ['Failed attempts', formatCount(attempts)],
          ['Parked', <Ago time={parkedAt} />],
        ]}
      />
      {isParked && !head && (
        <p class="muted">
          An earlier event of the same order is parked: it comes first, and this one follows in order. See {siblings}.
        </p>
      )}
    </>
  );
}
