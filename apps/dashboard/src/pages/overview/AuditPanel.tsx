import { audit } from '../../live/live';
import { Badge } from '../../ui/Badge';
import { Ago } from '../../ui/figures';
import { Panel } from '../../ui/Panel';
import { Loading } from '../../ui/states';
import { toneOf } from '../../ui/tone';

const SENTENCES = {
  holds: 'Every invariant holds',
  violated: 'Something does not add up',
  unknown: 'Not everything can be checked',
  waiting: 'Events are under way',
} as const;

/** Whether the books balance. */
export function AuditPanel() {
  const now = audit.value;
  return (
    <Panel title="Auditor" class="audit-panel" actions={<a href="#/auditor">All invariants</a>}>
      {now === null ? (
        <Loading />
      ) : (
        <div class="stack">
          <p class="audit-sentence">
            <span class={`dot dot-${toneOf(now.state)}`} aria-hidden="true" />
            {SENTENCES[now.state]}
          </p>
          <p class="row">
            {now.violated > 0 && <Badge tone="bad">{now.violated} violated</Badge>}
            <span class="muted">
              since <Ago time={now.since} />
            </span>
          </p>
        </div>
      )}
    </Panel>
  );
}
