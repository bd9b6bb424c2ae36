import { useState } from 'preact/hooks';
import { discardDeadLetter, type DeadLetterDetails, type DeadLetterService } from '../../api/dead-letters';
import { request } from '../../api/request';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Field } from '../../ui/Field';
import { toast } from '../../ui/toasts';

interface DiscardDialogProps {
  readonly service: DeadLetterService;
  readonly letter: DeadLetterDetails;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks for the reason, without which nothing is discarded. */
export function DiscardDialog({ service, letter: { id, eventType }, onDone, onClose }: DiscardDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      title={`Discard event ${id}`}
      act="Discard 1 event"
      danger
      disabled={reason.trim() === ''}
      onConfirm={async () => {
        await request(discardDeadLetter(service, id, reason.trim()));
        toast(`Event ${id} is discarded`);
        onDone();
      }}
      onClose={onClose}
    >
      <p>
        The effects of this {eventType ?? 'event'} will never happen in {service}, and the next event of its order goes
        on. This cannot be undone; a copy stays in the dead-letter topic.
      </p>
      <Field label="Reason" hint="Kept with your name; 1 to 1,000 characters">
        {(attributes) => (
          <textarea
            {...attributes}
            rows={3}
            maxLength={1_000}
            required
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
