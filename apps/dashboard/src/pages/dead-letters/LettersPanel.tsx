import { useEffect, useRef } from 'preact/hooks';
import { listDeadLetters, type DeadLetter } from '../../api/dead-letters';
import { usePages } from '../../api/use-pages';
import { StatusBadge } from '../../ui/Badge';
import { Button } from '../../ui/Button';
import { Ago, Count } from '../../ui/figures';
import { MoreButton } from '../../ui/MoreButton';
import { Panel } from '../../ui/Panel';
import { EmptyState, ErrorState, Loading } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { filterOf } from './groups';
import { MessageKey } from '../../ui/MessageKey';
import type { RedriveTarget } from './RedriveDialog';
import { titleOfGroup, type DeadLettersView } from './view';

interface LettersPanelProps {
  /** Of a group or of a key. */
  readonly view: DeadLettersView;
  /** Changes when the list may have changed. */
  readonly stamp: string;
  readonly onShow: (view: DeadLettersView) => void;
  readonly onRedrive: (target: RedriveTarget) => void;
}

const PER_PAGE = 20;

/** The letters of a group, or all of one partition key, newest first; a row opens the letter. */
export function LettersPanel({ view, stamp, onShow, onRedrive }: LettersPanelProps) {
  const { group, key, resolved } = view;
  const service = view.service!;
  const filter = group ? filterOf(group) : { key };
  const title = group ? titleOfGroup(group) : `All of key ${key}`;
  const letters = usePages((cursor) => listDeadLetters(service, { ...filter, resolved, limit: PER_PAGE, cursor }));
  const { items, error, loading, reload } = letters;

  const seen = useRef(stamp);
  useEffect(() => {
    // Who has gone on to later pages keeps them.
    if (seen.current !== stamp && (items?.length ?? 0) <= PER_PAGE) reload();
    seen.current = stamp;
  }, [stamp]);

  return (
    <Panel
      title={title}
      actions={
        <>
          <Button small onClick={() => onRedrive({ service, filter, title })}>
            Redrive all …
          </Button>
          <Button small kind="quiet" onClick={() => onShow({ service, resolved })}>
            Close
          </Button>
        </>
      }
    >
      {error && <ErrorState error={error} onRetry={reload} />}
      {items === undefined ? (
        loading && <Loading what="Reading the letters" />
      ) : (
        <Table
          caption={`Letters: ${title}`}
          columns={group ? COLUMNS : [...COLUMNS.slice(0, 2), ...CAUSE, ...COLUMNS.slice(2)]}
          rows={items}
          keyOf={({ id }) => id}
          selectedKey={view.id ?? null}
          onOpen={({ id }) => onShow({ ...view, id })}
          empty={
            <EmptyState title="None is parked any more.">
              {resolved
                ? 'None was in the last seven days.'
                : 'Those that were handled or discarded are listed if you ask for them above.'}
            </EmptyState>
          }
        />
      )}
      <MoreButton of={letters} />
    </Panel>
  );
}

const COLUMNS: readonly Column<DeadLetter>[] = [
  { title: 'Id', numeric: true, cell: ({ id }) => id },
  { title: 'State', cell: StateCell },
  { title: 'Order', cell: ({ key: letterKey }) => <MessageKey of={letterKey} /> },
  { title: 'Attempts', numeric: true, cell: ({ attempts }) => <Count value={attempts} /> },
  { title: 'Parked', class: 'when', cell: ({ parkedAt }) => <Ago time={parkedAt} /> },
  { title: 'Error', cell: ({ error }) => <ErrorCell message={error?.message} /> },
];

const CAUSE: readonly Column<DeadLetter>[] = [
  { title: 'Event', cell: ({ eventType }) => <code>{eventType ?? '–'}</code> },
  { title: 'Code', cell: ({ error }) => <code>{error?.code ?? '–'}</code> },
];

function StateCell({ state, head, nextAttemptAt, resolvedAt }: DeadLetter) {
  const isOver = state === 'handled' || state === 'discarded';
  const at = isOver ? resolvedAt : head ? nextAttemptAt : null;
  return (
    <span class="letter-state">
      <StatusBadge status={state} />
      <small class="muted">{at ? <Ago time={at} /> : !isOver && !head && 'waits'}</small>
    </span>
  );
}

const ErrorCell = ({ message }: { readonly message: string | undefined }) =>
  message === undefined ? <span class="muted">none of its own</span> : <span class="two-lines">{message}</span>;
