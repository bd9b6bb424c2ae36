import type { ApiProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { SelectField, TextField } from '../ui/Field';
import { Money } from '../ui/figures';
import { formatCount } from '../ui/format';
import type { CatalogueItem } from './catalogue';
import type { DraftLine } from './order-draft';
import { quoteOf } from './quote';

interface OrderLineFieldsProps {
  readonly line: DraftLine;
  readonly position: number;
  readonly catalogue: readonly CatalogueItem[];
  /** Items of all lines: each is offered once. */
  readonly taken: readonly string[];
  readonly problem: ApiProblem | undefined;
  readonly onChange: (line: DraftLine) => void;
  /** Left out for the only line. */
  readonly onRemove?: () => void;
}

/** Item and quantity of one line, and what it costs. */
export function OrderLineFields(props: OrderLineFieldsProps) {
  const { line, position, catalogue, taken, problem, onChange, onRemove } = props;
  const offered = catalogue.filter(({ itemId }) => itemId === line.itemId || !taken.includes(itemId));
  const item = catalogue.find(({ itemId }) => itemId === line.itemId);
  return (
    <div class="order-line">
      <SelectField
        label={position === 0 ? 'Item' : `Item ${position + 1}`}
        labelHidden={position > 0}
        value={line.itemId}
        error={problem?.messageOf(`items[${position}].itemId`)}
        options={offered.map(({ itemId, name, available }) => ({
          value: itemId,
          label: available === undefined ? name : `${name} (${formatCount(available)} available)`,
        }))}
        onChange={(itemId) => onChange({ ...line, itemId })}
      />
      <TextField
        label={position === 0 ? 'Quantity' : `Quantity of item ${position + 1}`}
        labelHidden={position > 0}
        type="number"
        min="1"
        max="10000"
        step="1"
        required
        value={line.quantity}
        error={problem?.messageOf(`items[${position}].quantity`)}
        onInput={(quantity) => onChange({ ...line, quantity })}
      />
      <span class="line-total">
        <Money
          amount={quoteOf([{ itemId: line.itemId, quantity: Number(line.quantity) || 0 }], catalogue)}
          currency={item?.currency}
        />
      </span>
      {onRemove && (
        <Button kind="quiet" aria-label={`Remove ${item?.name ?? line.itemId}`} onClick={onRemove}>
          ×
        </Button>
      )}
    </div>
  );
}
