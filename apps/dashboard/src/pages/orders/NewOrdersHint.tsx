import { Button } from '../../ui/Button';
import { formatCount } from '../../ui/format';

interface NewOrdersHintProps {
  readonly count: number;
  /** Then some of them may not match. */
  readonly filtered: boolean;
  readonly loading: boolean;
  readonly onShow: () => void;
}

/** Says how many orders have come since the list was read, in place of rows that jump. Always there: nothing moves. */
export const NewOrdersHint = ({ count, filtered, loading, onShow }: NewOrdersHintProps) => (
  <div class="orders-hint">
    {count > 0 && (
      <Button small busy={loading} onClick={onShow}>
        {formatCount(count)} new {count === 1 ? 'order' : 'orders'}
        {filtered ? ', matching or not' : ''} – show
      </Button>
    )}
  </div>
);
