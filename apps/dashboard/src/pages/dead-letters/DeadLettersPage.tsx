import { useEffect, useRef, useState } from 'preact/hooks';
import { getDeadLetter, getDeadLetterGroups, listDeadLetters } from '../../api/dead-letters';
import { useViewState } from '../../shell/view-state';
import { Page } from '../../ui/Page';
import { Loaded } from '../../ui/states';
import { Causes } from './Causes';
import { filterOf, stampOf } from './groups';
import { LetterPanel } from './LetterPanel';
import { LettersPanel } from './LettersPanel';
import { redrives } from './follow-redrives';
import { RedriveDialog, type RedriveTarget } from './RedriveDialog';
import { RedriveOutcomes } from './RedriveOutcomes';
import { useGroups } from './use-groups';
import { fieldsOf, NO_FIELDS, viewOf, type DeadLettersView } from './view';
import './dead-letters.css';

const LEAD =
  'Events that a service could not handle. Each is kept with its bytes; the later events of its order wait behind it.';

/** What is parked in all services, by cause: look into it, try it again, or give it up. */
export default function DeadLettersPage() {
  const [fields, setFields] = useViewState(NO_FIELDS);
  const view = viewOf(fields);
  const show = (next: DeadLettersView): void => setFields(fieldsOf(next), { push: true });
  const groups = useGroups();
  const [target, setTarget] = useState<RedriveTarget | null>(null);
  const settled = redrives.value.filter((redrive) => redrive.settled).length;
  const seen = useRef(settled);
  useEffect(() => {
    if (seen.current !== settled) groups.reload();
    seen.current = settled;
  }, [settled]);

  return (
    <Page title="Dead letters" lead={LEAD} call={callOf(view)}>
      <div class="stack">
        <RedriveOutcomes onRedrive={setTarget} />
        <Loaded of={groups} what="Reading the dead letters of all services">
          {(answers) => <Causes answers={answers} view={view} groups={groups} onShow={show} onRedrive={setTarget} />}
        </Loaded>
        <div class="dead-letters-split">
          {(view.group ?? view.key) !== undefined && (
            <LettersPanel
              key={JSON.stringify(fieldsOf({ ...view, id: undefined }))}
              view={view}
              stamp={stampOf(groups.data)}
              onShow={show}
              onRedrive={setTarget}
            />
          )}
          {view.service !== undefined && view.id !== undefined && (
            <LetterPanel
              key={`${view.service}/${view.id}`}
              service={view.service}
              id={view.id}
              onChange={groups.reload}
              onClose={() => show({ ...view, id: undefined })}
            />
          )}
        </div>
      </div>
      {target && <RedriveDialog target={target} onDone={groups.reload} onClose={() => setTarget(null)} />}
    </Page>
  );
}

/** The request behind the innermost part of the view. */
function callOf({ service, group, key, id, resolved }: DeadLettersView) {
  if (service === undefined) return null;
  if (id !== undefined) return getDeadLetter(service, id);
  if (group) return listDeadLetters(service, { ...filterOf(group), resolved });
  return key === undefined ? getDeadLetterGroups(service) : listDeadLetters(service, { key, resolved });
}
