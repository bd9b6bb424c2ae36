import type { DeadLetter, DeadLetterService } from '../../api/dead-letters';
import { StatusBadge } from '../../ui/Badge';
import { now } from '../../ui/now';
import { ServiceTag } from '../../ui/ServiceTag';
import { titleOfService } from '../../ui/services';
import { attemptsOf, waitsFor } from './parking-wait';
import { TimelineLine, type Place } from './TimelineLine';

interface ParkingLineProps extends Place {
  readonly service: DeadLetterService;
  readonly letter: DeadLetter;
}

/** The service could not handle an event of the order and has put it aside. */
export const ParkedLine = ({ service, letter, ...place }: ParkingLineProps) => (
  <TimelineLine
    {...place}
    service={service}
    tone={letter.state === 'dead' ? 'bad' : 'warn'}
    title={
      <>
        <strong>{letter.error ? 'Parked' : 'Queued'}</strong> <ServiceTag service={service} />{' '}
        <StatusBadge status={letter.state} />
      </>
    }
  >
    {letter.error ? (
      <p>
        <EventName letter={letter} /> could not be handled: <code>{letter.error.code}</code> {letter.error.message}
      </p>
    ) : (
      <p>
        <EventName letter={letter} /> waits behind an earlier event of this order that is parked.
      </p>
    )}
    <p class="muted">
      {isParked(letter) && waitsFor(letter, now.value)} <LetterLink service={service} id={letter.id} />
    </p>
  </TimelineLine>
);

/** What was parked is handled after all, or given up. */
export const ResolvedLine = ({ service, letter, ...place }: ParkingLineProps) => (
  <TimelineLine
    {...place}
    service={service}
    tone={letter.state === 'handled' ? 'ok' : 'neutral'}
    title={
      <>
        <strong>{letter.state === 'handled' ? 'Handled after all' : 'Discarded'}</strong>{' '}
        <ServiceTag service={service} />
      </>
    }
  >
    <p class="muted">
      <EventName letter={letter} />{' '}
      {letter.state === 'handled'
        ? letter.attempts === 0
          ? 'succeeded at the first attempt.'
          : `succeeded after ${attemptsOf(letter)} that failed.`
        : `was given up by an operator: it has no effect in ${titleOfService(service)}.`}{' '}
      <LetterLink service={service} id={letter.id} />
    </p>
  </TimelineLine>
);

const isParked = ({ state }: DeadLetter): boolean => state === 'retrying' || state === 'dead';

const EventName = ({ letter: { eventType, topic, partition, offset } }: { readonly letter: DeadLetter }) => (
  <code>{eventType ?? `${topic}/${partition}/${offset}`}</code>
);

const LetterLink = ({ service, id }: { readonly service: DeadLetterService; readonly id: number }) => (
  <a href={`#/dead-letters?service=${service}&id=${id}`}>Dead letter {id}</a>
);
