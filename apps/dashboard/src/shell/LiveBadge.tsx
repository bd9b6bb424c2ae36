import { refusal } from '../api/token';
import { connected, frozen, stale } from '../live/live';

/** Whether what is shown is live, frozen or old. */
export function LiveBadge() {
  const [tone, text] = stateOf();
  return (
    <span class="live-badge" role="status">
      <i class={`dot dot-${tone}`} aria-hidden="true" />
      <span class="live-text">{text}</span>
    </span>
  );
}

function stateOf(): readonly [string, string] {
  if (refusal.value !== null && !connected.value) return ['warn', 'Signed out'];
  if (frozen.value) return ['info', 'Frozen'];
  if (stale.value) return ['bad', 'Stale'];
  return connected.value ? ['ok', 'Live'] : ['warn', 'Connecting'];
}
