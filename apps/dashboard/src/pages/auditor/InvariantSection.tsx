import { Panel } from '../../ui/Panel';
import { titleOfService } from '../../ui/services';
import { InvariantLine } from './InvariantLine';
import { countsOf, type Section } from './verdict';

/** The invariants of one service, or those across services. */
export function InvariantSection({ service, invariants }: Section) {
  const title = service === 'system' ? 'Across services' : titleOfService(service);
  const { holds } = countsOf(invariants);
  return (
    <Panel
      title={title}
      actions={
        <span class="muted">
          {holds} of {invariants.length} hold
        </span>
      }
    >
      <ul class="invariants">
        {invariants.map((invariant) => (
          <InvariantLine key={invariant.name} invariant={invariant} />
        ))}
      </ul>
    </Panel>
  );
}
