import { useEffect, useRef, useState } from 'preact/hooks';
import { ORDER_STATUSES } from '../../api/orders';
import { search } from '../../shell/search';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { humanised, isUuid } from '../../ui/format';
import { inputOf, isFiltered, momentOf, type OrderFilters, type OrdersView } from './order-filters';

interface OrderFilterBarProps {
  readonly filters: OrderFilters;
  readonly onChange: (change: Partial<OrdersView>) => void;
  readonly onClear: () => void;
}

const STATUS_OPTIONS = [
  { value: '', label: 'Any status' },
  ...ORDER_STATUSES.map((status) => ({ value: status, label: humanised(status) })),
];
/** A pause in typing that means: that was it. */
const TYPED_MS = 300;

export function OrderFilterBar({ filters, onChange, onClear }: OrderFilterBarProps) {
  return (
    <form class="toolbar orders-filters" role="search" aria-label="Orders" onSubmit={(event) => event.preventDefault()}>
      <SelectField
        label="Status"
        value={filters.status ?? ''}
        options={STATUS_OPTIONS}
        onChange={(status) => onChange({ status })}
      />
      <CustomerField value={filters.customerId ?? ''} onChange={(customerId) => onChange({ customerId })} />
      <TimeField label="From" value={filters.createdFrom} onChange={(createdFrom) => onChange({ createdFrom })} />
      <TimeField label="Before" value={filters.createdTo} onChange={(createdTo) => onChange({ createdTo })} />
      {isFiltered(filters) && (
        <Button kind="quiet" onClick={onClear}>
          Clear filters
        </Button>
      )}
    </form>
  );
}

interface TextProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Filters when the typing pauses. An order's id leads to that order instead. */
function CustomerField({ value, onChange }: TextProps) {
  const [text, setText] = useState(value);
  // Another filter may change while the typing is waited for.
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return undefined;
    const typed = setTimeout(() => (isUuid(wanted) ? search(wanted) : latest.current(wanted)), TYPED_MS);
    return () => clearTimeout(typed);
  }, [text]);
  return <TextField label="Customer or order id" type="search" value={text} placeholder="CUST-123" onInput={setText} />;
}

const TimeField = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value?: string;
  onChange: (moment: string) => void;
}) => (
  <TextField
    label={label}
    type="datetime-local"
    value={inputOf(value)}
    onInput={(text) => {
      const moment = momentOf(text) ?? '';
      if (text === '' || moment !== '') onChange(moment);
    }}
  />
);
