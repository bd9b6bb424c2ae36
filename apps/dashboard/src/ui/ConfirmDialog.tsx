import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../api/problem';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { ErrorState } from './states';

interface ConfirmDialogProps {
  readonly title: string;
  /** The act and its count, as the button says it: "Redrive 12 events". */
  readonly act: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Its error is shown; when it is done the dialog closes itself. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
  /** What will happen, and what is needed for it. */
  readonly children: ComponentChildren;
}

/** Asks before an act that changes much or cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, act, danger, disabled, onConfirm, onClose, children } = props;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiProblem>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (reason) {
      setError(problemOf(reason));
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>Leave it</Button>
      <Button kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled} onClick={() => void confirm()}>
        {act}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} footer={footer}>
      {children}
      {error && <ErrorState error={error} />}
    </Dialog>
  );
}
