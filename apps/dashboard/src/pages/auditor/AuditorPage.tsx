import { getInvariants } from '../../api/invariants';
import { useCall } from '../../api/use-resource';
import { useEvery } from '../../live/use-every';
import { Page } from '../../ui/Page';
import { EmptyState, Loaded } from '../../ui/states';
import { InvariantSection } from './InvariantSection';
import { sectionsOf } from './verdict';
import { VerdictBanner } from './VerdictBanner';
import './auditor.css';

const LEAD =
  'What must always be true of the data: each service checks its own all the time, the gateway compares them with each other.';

/** The invariants of the system, green or red. */
export default function AuditorPage() {
  const audit = useCall(getInvariants());
  const isRefused = audit.error?.status === 401 || audit.error?.status === 403;
  useEvery(3_000, audit.reload, !isRefused);
  return (
    <Page title="Auditor" lead={LEAD} call={getInvariants()}>
      <Loaded of={audit} what="Asking the services">
        {(data) => (
          <div class="stack">
            <VerdictBanner audit={data} />
            {data.invariants.length === 0 && (
              <EmptyState title="No service has told an invariant yet.">
                They do within seconds of their start.
              </EmptyState>
            )}
            {sectionsOf(data.invariants).map(({ service, invariants }) => (
              <InvariantSection key={service} service={service} invariants={invariants} />
            ))}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
