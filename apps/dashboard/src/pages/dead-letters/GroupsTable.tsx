import { Ago, Count } from '../../ui/figures';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { ServiceTag } from '../../ui/ServiceTag';
import { titleOfService } from '../../ui/services';
import { EmptyState } from '../../ui/states';
import { Table, type Column } from '../../ui/Table';
import { filterOf, type ServiceGroup } from './groups';
import type { RedriveTarget } from './RedriveDialog';
import { isSameGroup, titleOfGroup, type DeadLettersView } from './view';

interface GroupsTableProps {
  readonly groups: readonly ServiceGroup[];
  /** Whether every service has told its groups. */
  readonly complete: boolean;
  readonly view: DeadLettersView;
  readonly onShow: (view: DeadLettersView) => void;
  readonly onRedrive: (target: RedriveTarget) => void;
}

const keyOf = ({ service, errorCode, eventType }: ServiceGroup): string => `${service}|${errorCode}|${eventType}`;

/** One row per service, error and event type; a row opens its letters. */
export function GroupsTable({ groups, complete, view, onShow, onRedrive }: GroupsTableProps) {
  const open = groups.find((group) => isSameGroup(group, view.group));
  const { service, resolved } = view;
  const columns: Column<ServiceGroup>[] = [
    { title: 'Service', cell: (group) => <ServiceTag service={group.service} /> },
    { title: 'Error', cell: ({ errorCode }) => <code>{errorCode ?? 'none yet'}</code> },
    { title: 'Event', cell: ({ eventType }) => <code>{eventType ?? 'no readable type'}</code> },
    { title: 'Dead', numeric: true, cell: ({ dead }) => <Count value={dead} /> },
    { title: 'Retrying', numeric: true, cell: ({ retrying }) => <Count value={retrying} /> },
    { title: 'Waiting', numeric: true, cell: ({ waiting }) => <Count value={waiting} /> },
    { title: 'Oldest', cell: ({ oldest }) => <Ago time={oldest} /> },
    {
      title: 'Act',
      cell: (group) => (
        <Button
          small
          disabled={group.dead === 0}
          aria-label={`Redrive ${titleOfGroup(group)}`}
          onClick={() => onRedrive({ service: group.service, filter: filterOf(group), title: titleOfGroup(group) })}
        >
          Redrive …
        </Button>
      ),
    },
  ];
  return (
    <Panel
      title="By cause"
      actions={
        service && (
          <Button
            small
            disabled={!groups.some(({ dead }) => dead > 0)}
            onClick={() => onRedrive({ service, filter: {}, title: 'everything that is dead' })}
          >
            Redrive all of {titleOfService(service)} …
          </Button>
        )
      }
    >
      <Table
        caption="Dead letters by service, error and event type"
        columns={columns}
        rows={groups}
        keyOf={keyOf}
        selectedKey={open && keyOf(open)}
        onOpen={(group) => onShow(group === open ? { service, resolved } : { service: group.service, group, resolved })}
        empty={
          complete ? (
            <EmptyState title="Nothing is parked.">
              {service ? `${titleOfService(service)} has handled` : 'Every service has handled'} every event that it
              got.
            </EmptyState>
          ) : (
            <EmptyState title="Nothing is parked in the services that answer." />
          )
        }
      />
    </Panel>
  );
}
