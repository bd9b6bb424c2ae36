import { useCall } from '../../api/use-resource';
import {
  listDeadLetters,
  redriveDeadLetters,
  type DeadLetterFilter,
  type DeadLetterService,
} from '../../api/dead-letters';
import { request } from '../../api/request';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Facts } from '../../ui/Facts';
import { ServiceTag } from '../../ui/ServiceTag';
import { formatCount } from '../../ui/format';
import { Loaded } from '../../ui/states';
import { followRedrive } from './follow-redrives';
import { dryRunSentence, eventsText } from './redrive-outcome';
import { idsToRedrive } from './standing';

/** The dead letters of a service that a filter selects. */
export interface RedriveTarget {
  readonly service: DeadLetterService;
  readonly filter: DeadLetterFilter;
  /** What they are, for people. */
  readonly title: string;
}

interface RedriveDialogProps {
  readonly target: RedriveTarget;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Counts by a dry run what would be redriven, and redrives it when that is confirmed. */
export function RedriveDialog({ target, onDone, onClose }: RedriveDialogProps) {
  const { service, filter, title } = target;
  const dryRun = useCall(redriveDeadLetters(service, { ...filter, dryRun: true }));
  const count = dryRun.data?.redriven ?? 0;
  return (
    <ConfirmDialog
      title="Redrive dead letters"
      act={dryRun.data ? `Redrive ${eventsText(count)}` : 'Redrive'}
      disabled={count === 0}
      onConfirm={async () => {
        await redriveAll(target);
        onDone();
      }}
      onClose={onClose}
    >
      <p>
        <ServiceTag service={service} /> <strong>{title}</strong>
      </p>
      <Loaded of={dryRun} what="Dry run">
        {({ matching, redriven, waiting }) => (
          <>
            <Facts
              items={[
                ['Match', formatCount(matching)],
                ['Would be redriven', formatCount(redriven)],
                ['Wait behind an earlier event', formatCount(waiting)],
              ]}
            />
            <p>{dryRunSentence({ redriven, waiting })} Nothing has been changed so far.</p>
            <p class="muted">
              Each gets all its attempts again, 50 events a second. Redrive when the cause is mended: otherwise they are
              dead again.
            </p>
          </>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}

/** Redrives and follows what becomes of it. */
async function redriveAll({ service, filter, title }: RedriveTarget): Promise<void> {
  const ids = await idsToRedrive((query) => request(listDeadLetters(service, query)), filter);
  const { redriven, waiting } = await request(redriveDeadLetters(service, filter));
  const unfollowed = Math.max(0, redriven - ids.length);
  followRedrive({ service, title, ids, filter, unfollowed, waiting });
}
