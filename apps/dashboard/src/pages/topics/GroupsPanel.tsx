import type { ConsumerGroup } from '../../api/topics';
import { StatusBadge } from '../../ui/Badge';
import { Count } from '../../ui/figures';
import { Panel } from '../../ui/Panel';
import { ServiceTag } from '../../ui/ServiceTag';
import { colourOfService } from '../../ui/services';
import { Sparkline } from '../../ui/Sparkline';
import { EmptyState } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { lagSeries, trendOf } from './lag-history';
import { LagBar } from './LagBar';
import { lagHistory } from './lag-memory';

/** The consumer groups with their lag, now and over the last minutes. */
export function GroupsPanel({ groups }: { readonly groups: readonly ConsumerGroup[] }) {
  const largest = Math.max(0, ...groups.map(({ lag }) => lag));
  const columns: Column<ConsumerGroup>[] = [
    { title: 'Group', cell: ({ name }) => <ServiceTag service={name} /> },
    { title: 'State', cell: ({ state, members }) => <GroupState state={state} members={members} /> },
    { title: 'Members', numeric: true, cell: ({ members }) => <Count value={members} /> },
    { title: 'Lag', class: 'lag-cell', cell: ({ name, lag }) => <LagBar group={name} lag={lag} largest={largest} /> },
    { title: 'Last five minutes', cell: ({ name }) => <LagCurve group={name} /> },
  ];
  return (
    <Panel title="Consumer groups">
      <Table
        caption="Consumer groups and their lag"
        columns={columns}
        rows={groups}
        keyOf={({ name }) => name}
        empty={<EmptyState title="No group reads from Kafka.">Start a service: it joins its group.</EmptyState>}
      />
    </Panel>
  );
}

/** A group without members reads nothing: its lag only grows. */
const GroupState = ({ state, members }: { readonly state: string; readonly members: number }) =>
  members === 0 ? (
    <span class="row">
      <StatusBadge status="down" />
      <span class="muted">nobody reads</span>
    </span>
  ) : (
    <StatusBadge status={state} />
  );

function LagCurve({ group }: { readonly group: string }) {
  const { lags } = lagSeries(lagHistory.value, group);
  const trend = trendOf(lagHistory.value, group);
  return (
    <span class="lag-curve">
      <Sparkline
        values={lags.map((lag) => lag ?? 0)}
        label={`Lag of ${group}, ${trend}`}
        colour={colourOfService(group)}
      />
      <span class="muted">{trend}</span>
    </span>
  );
}
