import { useState } from 'preact/hooks';
import { redriveDeadLetter, type DeadLetterDetails, type DeadLetterService } from '../../api/dead-letters';
import { problemOf } from '../../api/problem';
import { request } from '../../api/request';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/toasts';
import { DiscardDialog } from './DiscardDialog';
import { followRedrive } from './follow-redrives';

interface LetterActsProps {
  readonly service: DeadLetterService;
  readonly letter: DeadLetterDetails;
  readonly onChange: () => void;
}

/** What an operator can do to a letter: nothing unless it is dead and the first of its key. */
export function LetterActs({ service, letter, onChange }: LetterActsProps) {
  const { id, state, head, eventType } = letter;
  const [busy, setBusy] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  if (state !== 'dead' || !head) return null;
  const redrive = async (): Promise<void> => {
    setBusy(true);
    try {
      await request(redriveDeadLetter(service, id));
      const filter = eventType === null ? {} : { eventType };
      followRedrive({ service, title: `event ${id}`, ids: [id], filter, unfollowed: 0, waiting: 0 });
    } catch (error) {
      toast(problemOf(error).message, 'bad');
    }
    setBusy(false);
    onChange();
  };
  return (
    <>
      <Button small kind="primary" busy={busy} onClick={() => void redrive()}>
        Redrive this event
      </Button>
      <Button small kind="danger" onClick={() => setDiscarding(true)}>
        Discard …
      </Button>
      {discarding && (
        <DiscardDialog service={service} letter={letter} onDone={onChange} onClose={() => setDiscarding(false)} />
      )}
    </>
  );
}
