import type { Resource } from '../../api/use-resource';
import { ErrorState } from '../../ui/states';
import { titleOfService } from '../../ui/services';
import { Filters } from './Filters';
import { groupsOf, silentOf, totalsOf, type Answers } from './groups';
import { GroupsTable } from './GroupsTable';
import type { RedriveTarget } from './RedriveDialog';
import { Totals } from './Totals';
import type { DeadLettersView } from './view';

interface CausesProps {
  readonly answers: Answers;
  readonly view: DeadLettersView;
  readonly groups: Resource<Answers>;
  readonly onShow: (view: DeadLettersView) => void;
  readonly onRedrive: (target: RedriveTarget) => void;
}

/** What is parked, by cause, of all services or of one; and which service does not tell. */
export function Causes({ answers, view, groups, onShow, onRedrive }: CausesProps) {
  const shown = groupsOf(answers).filter(({ service }) => view.service === undefined || service === view.service);
  const silent = silentOf(answers);
  return (
    <>
      <Totals totals={totalsOf(shown)} />
      {silent.map(({ service, error }) => (
        <section key={service} aria-label={`${titleOfService(service)} does not tell`}>
          <h2>{titleOfService(service)} does not tell</h2>
          <ErrorState error={error} onRetry={groups.reload} />
        </section>
      ))}
      <Filters view={view} onShow={onShow} />
      <GroupsTable groups={shown} complete={silent.length === 0} view={view} onShow={onShow} onRedrive={onRedrive} />
    </>
  );
}
