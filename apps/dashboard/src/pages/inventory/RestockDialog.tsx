import { useState } from 'preact/hooks';
import { restock } from '../../api/inventory';
import { problemOf, type ApiProblem } from '../../api/problem';
import { exchange } from '../../api/request';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { formatCount } from '../../ui/format';
import { ErrorState } from '../../ui/states';
import { toast } from '../../ui/toasts';
import { idempotencyKey } from '../../ui/idempotency-key';
import { quantityProblem } from './restock-quantity';
import type { StockRow } from './stock-rows';

interface RestockDialogProps {
  readonly item: StockRow;
  readonly onClose: () => void;
  readonly onRestocked: () => void;
}

/** Adds units to an item. One key for as long as it is open: a second click, or a try after a failure, adds nothing twice. */
export function RestockDialog({ item, onClose, onRestocked }: RestockDialogProps) {
  const [key] = useState(idempotencyKey);
  const [text, setText] = useState('25');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const invalid = quantityProblem(text);

  const submit = async (): Promise<void> => {
    if (busy || invalid !== undefined) return;
    setBusy(true);
    try {
      const { body, headers } = await exchange(restock(item.itemId, Number(text), key));
      const replayed = headers.get('idempotency-replayed') === 'true';
      toast(
        replayed
          ? `Added once already: ${item.name} got ${formatCount(body.quantity)} units`
          : `${formatCount(body.quantity)} units more of ${item.name}: ${formatCount(body.available)} are available`,
        'ok',
      );
      onRestocked();
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };

  const footer = (
    <>
      <Button onClick={onClose}>Leave it</Button>
      <Button kind="primary" type="submit" form="restock" busy={busy} disabled={invalid !== undefined}>
        {invalid === undefined ? `Add ${formatCount(Number(text))} units` : 'Add units'}
      </Button>
    </>
  );
  return (
    <Dialog title={`Restock ${item.name}`} onClose={onClose} footer={footer}>
      <form
        id="restock"
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p class="muted">
          <span class="mono">{item.itemId}</span>: {formatCount(item.available)} available, {formatCount(item.reserved)}{' '}
          reserved, {formatCount(item.sold)} sold.
        </p>
        <TextField
          label="Units to add"
          type="number"
          min={1}
          step={1}
          autofocus
          value={text}
          error={problem?.messageOf('quantity') ?? invalid}
          onInput={setText}
        />
        {problem && <ErrorState error={problem} />}
      </form>
    </Dialog>
  );
}
