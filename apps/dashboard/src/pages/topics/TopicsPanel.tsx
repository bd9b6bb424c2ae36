import { useState } from 'preact/hooks';
import { Panel } from '../../ui/Panel';
import { titleOfService } from '../../ui/services';
import { EmptyState } from '../../ui/states';
import type { TopicRow } from './lag-matrix';
import type { MessageView } from './message-view';
import { TopicLines } from './TopicLines';

interface TopicsPanelProps {
  readonly rows: readonly TopicRow[];
  /** The topic whose messages are shown. */
  readonly open: string | undefined;
  readonly onShow: (view: MessageView) => void;
}

/** Topics, their partitions and the lag of each group on them, in one list. A topic opens to its partitions. */
export function TopicsPanel({ rows, open, onShow }: TopicsPanelProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const groups = [...new Set(rows.flatMap(({ readers }) => readers.map(({ group }) => group)))].sort();
  const largest = Math.max(0, ...rows.flatMap(({ readers }) => readers.map(({ lag }) => lag)));
  const toggle = (name: string): void => {
    const next = new Set(unfolded);
    if (!next.delete(name)) next.add(name);
    setUnfolded(next);
  };
  if (rows.length === 0)
    return (
      <Panel title="Topics">
        <EmptyState title="There are no topics.">They are made when the platform starts.</EmptyState>
      </Panel>
    );
  return (
    <Panel title="Topics">
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Topics, partitions and lag">
        <table class="table table-plain topics">
          <caption class="visually-hidden">Topics with their partitions, and the lag of each group</caption>
          <thead>
            <tr>
              <th scope="col">Topic</th>
              <th scope="col" class="num">
                Offsets
              </th>
              <th scope="col" class="num">
                Messages
              </th>
              {groups.map((group) => (
                <th key={group} scope="col">
                  {titleOfService(group)}
                </th>
              ))}
            </tr>
          </thead>
          {rows.map((row) => (
            <TopicLines
              key={row.name}
              row={row}
              groups={groups}
              largest={largest}
              unfolded={unfolded.has(row.name)}
              isOpen={row.name === open}
              onToggle={() => toggle(row.name)}
              onMessages={() => onShow({ topic: row.name, seek: { by: 'latest' } })}
            />
          ))}
        </table>
      </div>
    </Panel>
  );
}
