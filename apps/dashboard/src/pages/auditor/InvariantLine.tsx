import type { Invariant } from '../../api/invariants';
import { StatusBadge } from '../../ui/Badge';
import { Ago } from '../../ui/figures';
import { Offenders } from './Offenders';
import { remedyOf } from './remedies';

/** One invariant; a violated one is open and shows what violates it and what to do. */
export function InvariantLine({ invariant }: { readonly invariant: Invariant }) {
  const { state, title, count, reason } = invariant;
  if (state !== 'violated') {
    return (
      <li class={`invariant invariant-${state}`}>
        <Heading invariant={invariant} />
        {reason && <p class="invariant-reason muted">{reason}</p>}
      </li>
    );
  }
  return (
    <li class="invariant invariant-violated">
      <details open>
        <summary>
          <Heading invariant={invariant} />
        </summary>
        <div class="stack invariant-body">
          <p>{remedyOf(invariant)}</p>
          <Offenders invariant={invariant} label={`${count} that violate: ${title}`} />
        </div>
      </details>
    </li>
  );
}

const Heading = ({ invariant: { state, title, name, since, checkedAt, count } }: { readonly invariant: Invariant }) => (
  <span class="invariant-head">
    <StatusBadge status={state} />
    <span class="invariant-title">
      {title}
      {state === 'violated' && <strong> · {count}</strong>}
      <code class="muted">{name}</code>
    </span>
    <span class="invariant-times muted">
      <span>
        since <Ago time={since} />
      </span>
      <span>
        checked <Ago time={checkedAt} />
      </span>
    </span>
  </span>
);
