import { Badge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { ServiceTag } from '../../ui/ServiceTag';
import type { Tone } from '../../ui/tone';
import { forgetRedrive, redrives, type FollowedRedrive } from './follow-redrives';
import { eventsText, sentenceOf } from './redrive-outcome';
import type { RedriveTarget } from './RedriveDialog';

interface RedriveOutcomesProps {
  /** Asks for those that had to wait. */
  readonly onRedrive: (target: RedriveTarget) => void;
}

/** What has become of the redrives of this visit; nothing when there were none. */
export const RedriveOutcomes = ({ onRedrive }: RedriveOutcomesProps) => (
  <div role="status" aria-live="polite">
    {redrives.value.map((redrive) => (
      <RedriveLine key={redrive.id} redrive={redrive} onRedrive={onRedrive} />
    ))}
  </div>
);

function RedriveLine({ redrive, onRedrive }: RedriveOutcomesProps & { readonly redrive: FollowedRedrive }) {
  const { id, service, title, ids, outcome, settled, error } = redrive;
  const done = ids.length - outcome.retrying;
  return (
    <section class="redrive" aria-label={`Redrive of ${title}`}>
      <Badge tone={toneOf(redrive)}>{settled ? 'Done' : 'Being tried'}</Badge>
      <ServiceTag service={service} />
      <span class="redrive-title">{title}</span>
      <strong>{sentenceOf(outcome)}</strong>
      {!settled && <progress max={ids.length} value={done} aria-label={`${done} of ${ids.length} told`} />}
      {error !== undefined && <span class="muted">not known at the moment: {error}</span>}
      <Leftover redrive={redrive} onRedrive={onRedrive} />
      <Button kind="quiet" small onClick={() => forgetRedrive(id)}>
        {settled ? 'Dismiss' : 'Stop following'}
      </Button>
    </section>
  );
}

function Leftover({ redrive, onRedrive }: RedriveOutcomesProps & { readonly redrive: FollowedRedrive }) {
  const { waiting, unfollowed, settled } = redrive;
  return (
    <>
      {waiting > 0 && <span class="muted">{eventsText(waiting)} waited behind an earlier one of the same order.</span>}
      {waiting > 0 && settled && (
        <Button small onClick={() => onRedrive(redrive)}>
          Redrive again …
        </Button>
      )}
      {unfollowed > 0 && (
        <span class="muted">{eventsText(unfollowed)} more were redriven and are not followed one by one.</span>
      )}
    </>
  );
}

function toneOf({ settled, outcome }: FollowedRedrive): Tone {
  if (!settled) return 'info';
  return outcome.deadAgain > 0 ? 'bad' : 'ok';
}
