import { Button } from '../../ui/Button';
import { Count } from '../../ui/figures';
import { LagBar } from './LagBar';
import type { PartitionRow, TopicRow } from './lag-matrix';

interface TopicLinesProps {
  readonly row: TopicRow;
  readonly groups: readonly string[];
  readonly largest: number;
  readonly unfolded: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMessages: () => void;
}

/** A topic's line, and its partitions' when it is unfolded. */
export function TopicLines({ row, groups, largest, unfolded, isOpen, onToggle, onMessages }: TopicLinesProps) {
  const { name, messages, readers, partitions } = row;
  const lagOf = new Map(readers.map(({ group, lag }) => [group, lag]));
  return (
    <tbody class={isOpen ? 'topic-open' : undefined}>
      <tr>
        <th scope="row">
          <span class="topic-cell">
            <button type="button" class="topic-name" data-row aria-expanded={unfolded} onClick={onToggle}>
              {name}
              <span class="muted">
                {partitions.length} {partitions.length === 1 ? 'partition' : 'partitions'}
              </span>
            </button>
            <Button small aria-label={`Messages of ${name}`} aria-pressed={isOpen} onClick={onMessages}>
              Messages
            </Button>
          </span>
        </th>
        <td />
        <td class="num">
          <Count value={messages} />
        </td>
        {groups.map((group) => (
          <td key={group}>{lagOf.has(group) && <LagBar group={group} lag={lagOf.get(group)!} largest={largest} />}</td>
        ))}
      </tr>
      {unfolded && partitions.map((partition) => partitionLine(partition, groups, largest))}
    </tbody>
  );
}

const partitionLine = (
  { partition, begin, end, messages, lags }: PartitionRow,
  groups: readonly string[],
  largest: number,
) => (
  <tr key={partition} class="partition">
    <th scope="row">partition {partition}</th>
    <td class="num" title="The first one, and the one that comes next">
      <Count value={begin} /> – <Count value={end} />
    </td>
    <td class="num">
      <Count value={messages} />
    </td>
    {groups.map((group) => {
      const at = lags.get(group);
      return (
        <td key={group} title={at && (at.member === null ? 'nobody reads it' : `read by ${at.member}`)}>
          {at && <LagBar group={group} lag={at.lag} largest={largest} />}
          {at?.member === null && <small class="muted">nobody reads it</small>}
          {at?.committed === null && <small class="muted">nothing committed</small>}
        </td>
      );
    })}
  </tr>
);
