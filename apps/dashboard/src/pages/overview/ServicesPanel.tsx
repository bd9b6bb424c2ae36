import type { ServiceState } from '../../api/system';
import { system } from '../../live/live';
import { StatusBadge } from '../../ui/Badge';
import { Ago, Count } from '../../ui/figures';
import { Panel } from '../../ui/Panel';
import { ServiceTag } from '../../ui/ServiceTag';
import { Loading } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';

const COLUMNS: readonly Column<ServiceState>[] = [
  { title: 'Service', cell: ({ name }) => <ServiceTag service={name} /> },
  {
    title: 'Health',
    cell: ({ status, reason }) => (
      <span class="health">
        <StatusBadge status={status} />
        {reason !== null && <small class="muted">{reason}</small>}
      </span>
    ),
  },
  { title: 'Since', cell: ({ since }) => <Ago time={since} /> },
  { title: 'Lag', numeric: true, cell: ({ lag }) => <Count value={lag} /> },
  { title: 'Outbox', numeric: true, cell: ({ outbox }) => <Count value={outbox} /> },
  { title: 'Retrying', numeric: true, cell: ({ parked }) => <Count value={parked?.retrying} /> },
  {
    title: 'Dead',
    numeric: true,
    cell: ({ name, parked }) =>
      parked && parked.dead > 0 ? (
        <a class="dead-count" href={`#/dead-letters?service=${name}`}>
          <Count value={parked.dead} />
        </a>
      ) : (
        <Count value={parked?.dead} />
      ),
  },
];

/** Each service's health and what waits in it. */
export const ServicesPanel = () => (
  <Panel title="Services" class="services-panel">
    {system.value === null ? (
      <Loading />
    ) : (
      <Table
        caption="The services, their health and what waits in them"
        columns={COLUMNS}
        rows={system.value.services}
        keyOf={({ name }) => name}
      />
    )}
  </Panel>
);
