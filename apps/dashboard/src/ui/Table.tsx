import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { classes } from './classes';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** To the right, in figures of one width. */
  readonly numeric?: boolean;
  readonly class?: string;
}

interface TableProps<Row> {
  /** What the table lists; read out, not shown. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** Click and Enter on a row. */
  readonly onOpen?: (row: Row) => void;
  readonly selectedKey?: string | number | null;
  readonly classOf?: (row: Row) => string | undefined;
  /** Shown instead of no rows. */
  readonly empty?: ComponentChildren;
}

/**
 * A real table. Rows that open can have the focus: j and k go down and up (see `moveRowFocus`), Enter opens. On a narrow
 * screen each row becomes a card whose lines bear the columns' titles.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, keyOf, onOpen, selectedKey, classOf, empty } = props;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div class="table-scroll">
      <table class="table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, numeric, class: extra }) => (
              <th key={title} scope="col" class={classes(numeric && 'num', extra)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              class={classes(onOpen && 'row-opens', keyOf(row) === selectedKey && 'row-selected', classOf?.(row))}
              data-row
              tabIndex={onOpen ? 0 : -1}
              aria-current={keyOf(row) === selectedKey ? 'true' : undefined}
              onClick={onOpen && ((event) => !isOnControl(event.target) && onOpen(row))}
              onKeyDown={onOpen && ((event) => openOnEnter(event, () => onOpen(row)))}
            >
              {columns.map(({ title, cell, numeric, class: extra }) => (
                <td key={title} data-title={title} class={classes(numeric && 'num', extra)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('a, button, input, select, label, summary') !== null;

function openOnEnter(event: TargetedKeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
  event.preventDefault();
  open();
}
