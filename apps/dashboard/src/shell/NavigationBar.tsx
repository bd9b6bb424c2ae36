import { access } from '../api/access';
import { audit, system } from '../live/live';
import { Badge } from '../ui/Badge';
import { formatShort } from '../ui/format';
import { toneOf } from '../ui/tone';
import { isAt, openTo } from './destinations';
import { path } from './navigation';

/** The pages, with what is wrong in them: dead letters, violated invariants. */
export const NavigationBar = () => (
  <nav class="nav" aria-label="Pages">
    <a class="brand" href="#/">
      <Mark />
      Orderflow
    </a>
    {openTo(access.value).map((destination) => (
      <a
        key={destination.path}
        class="nav-link"
        href={`#${destination.path}`}
        aria-current={isAt(destination, path.value) ? 'page' : undefined}
      >
        <span class="nav-long">{destination.title}</span>
        <span class="nav-short">{destination.short}</span>
        <Sign path={destination.path} />
      </a>
    ))}
    <p class="nav-foot">
      <a href="./docs">API reference</a>
    </p>
  </nav>
);

function Sign({ path: of }: { readonly path: string }) {
  if (of === '/dead-letters') {
    const dead = system.value?.services.reduce((sum, { parked }) => sum + (parked?.dead ?? 0), 0) ?? 0;
    return dead > 0 ? <Badge tone="bad">{formatShort(dead)}</Badge> : null;
  }
  if (of === '/auditor' && audit.value) {
    const { state } = audit.value;
    return <span class={`dot dot-${toneOf(state)}`} role="img" aria-label={state} />;
  }
  return null;
}

const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="var(--accent-strong)" />
    <path d="M6 16h6m8 0h6" stroke="#fff" stroke-width="2.5" stroke-linecap="round" />
    <circle cx="16" cy="16" r="4" fill="#fff" />
  </svg>
);
