import type { DeadLetterDetails } from '../../api/dead-letters';
import { Ago, Moment } from '../../ui/figures';
import { historyOf } from './history';

/** What happened to a letter, oldest first. */
export const LetterHistory = ({ letter }: { readonly letter: DeadLetterDetails }) => (
  <ol class="history">
    {historyOf(letter).map(({ at, what, tone, reason }, index) => (
      <li key={index} class={`history-${tone}`}>
        <strong>{what}</strong>
        {at !== null && (
          <span class="muted">
            <Moment time={at} /> · <Ago time={at} />
          </span>
        )}
        {reason !== undefined && <q>{reason}</q>}
      </li>
    ))}
  </ol>
);
