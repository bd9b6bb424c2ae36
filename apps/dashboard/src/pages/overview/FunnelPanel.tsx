import { summary } from '../../live/live';
import { Badge } from '../../ui/Badge';
import { formatCount, formatShare } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { EmptyState, Loading } from '../../ui/states';
import { funnelOf, type Funnel } from './funnel';

/** How far orders come, and where those are that did not get there. */
export function FunnelPanel() {
  const now = summary.value;
  return (
    <Panel title="From created to confirmed" class="funnel-panel">
      {now === null ? (
        <Loading />
      ) : now.orders === 0 ? (
        <EmptyState title="There are no orders yet">Place one, or start 20 a second.</EmptyState>
      ) : (
        <Stages funnel={funnelOf(now)} />
      )}
    </Panel>
  );
}

function Stages({ funnel: { stages, exits } }: { readonly funnel: Funnel }) {
  const all = stages[0]!.count;
  const gone = exits.filter(({ count }) => count > 0);
  return (
    <>
      <ol class="funnel">
        {stages.map(({ name, count, atLeast }) => (
          <li key={name}>
            <span>{name}</span>
            <span class="bar" aria-hidden="true">
              <i style={{ width: `${(count / Math.max(1, all)) * 100}%` }} />
            </span>
            <span class="num" title={atLeast ? 'So many are certain; more may be under way' : undefined}>
              {atLeast && '≥ '}
              {formatCount(count)}
            </span>
            <span class="num muted">{formatShare(count, all)}</span>
          </li>
        ))}
      </ol>
      {gone.length > 0 && (
        <ul class="exits" aria-label="Where the others are">
          {gone.map(({ name, count, tone }) => (
            <li key={name}>
              <Badge tone={tone}>{formatCount(count)}</Badge> {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
