import type { Invariants } from '../../api/invariants';
import { Ago } from '../../ui/figures';
import { verdictOf } from './verdict';

const MARKS = { ok: '✓', bad: '✕', warn: '?' };

/** The verdict on everything; said aloud when it changes. */
export function VerdictBanner({ audit }: { readonly audit: Invariants }) {
  const { tone, headline, detail } = verdictOf(audit);
  return (
    <section class={`verdict verdict-${tone}`} aria-label="Verdict">
      <span class="verdict-mark" aria-hidden="true">
        {MARKS[tone]}
      </span>
      <div>
        <p class="verdict-headline" role="status">
          {headline}
        </p>
        <p>
          {detail !== '' && <>{detail} · </>}since <Ago time={audit.since} />
        </p>
      </div>
    </section>
  );
}
