import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { access } from '../api/access';
import type { OrderRequest } from '../api/orders';
import type { ApiProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { ErrorState } from '../ui/states';
import type { CatalogueItem } from './catalogue';
import { addLine, firstLine, orderRequestOf, type DraftLine } from './order-draft';
import { OrderLineFields } from './OrderLineFields';
import { quoteOf } from './quote';

const MOST_LINES = 20;

interface NewOrderFormProps {
  readonly catalogue: readonly CatalogueItem[];
  readonly problem: ApiProblem | undefined;
  readonly form: RefObject<HTMLFormElement>;
  readonly onPlace: (order: OrderRequest) => void;
}

/** Customer, items and the quoted total, which follows the price list until it is edited. */
export function NewOrderForm({ catalogue, problem, form, onPlace }: NewOrderFormProps) {
  const [customerId, setCustomerId] = useState(access.value.customerId ?? 'CUST-123');
  const [lines, setLines] = useState<readonly DraftLine[]>(() => firstLine(catalogue));
  const [edited, setEdited] = useState<string>();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const computed = quoteOf(
    lines.map(({ itemId, quantity }) => ({ itemId, quantity: Number(quantity) || 0 })),
    catalogue,
  );
  const quote = edited ?? computed?.toFixed(2) ?? '';
  const change = (at: number, line: DraftLine | undefined): void =>
    setLines(lines.flatMap((before, index) => (index === at ? (line ?? []) : before)));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onPlace(orderRequestOf(customerId, lines, quote));
  };

  return (
    <form ref={form} id="order-form" class="stack" onSubmit={submit}>
      <TextField
        label="Customer"
        value={customerId}
        onInput={setCustomerId}
        readonly={access.value.customerId !== null}
        error={problem?.messageOf('customerId')}
        required
        autocomplete="off"
      />
      <fieldset class="order-lines">
        <legend>Items</legend>
        {lines.map((line, index) => (
          <OrderLineFields
            key={line.key}
            line={line}
            position={index}
            catalogue={catalogue}
            taken={lines.map(({ itemId }) => itemId)}
            problem={problem}
            onChange={(changed) => change(index, changed)}
            onRemove={lines.length > 1 ? () => change(index, undefined) : undefined}
          />
        ))}
        <div>
          <Button
            small
            disabled={lines.length >= Math.min(MOST_LINES, catalogue.length)}
            onClick={() => setLines(addLine(lines, catalogue))}
          >
            Add an item
          </Button>
        </div>
      </fieldset>
      <TextField
        label="Quoted total"
        type="number"
        min="0"
        step="0.01"
        value={quote}
        onInput={setEdited}
        error={problem?.messageOf('totalAmount')}
        hint={
          edited === undefined || Number(edited) === computed
            ? 'As the price list says.'
            : `The price list says ${computed?.toFixed(2) ?? 'nothing'}: with another quote the order is declined.`
        }
      />
      {problem && problem.errors.length > 0 && <ErrorState error={problem} />}
    </form>
  );
}
