import { summary, system } from '../../live/live';
import { formatCount, formatShare, formatWholeMoney } from '../../ui/format';
import { Stat } from '../../ui/Stat';

/** What happened since the beginning, in big figures. */
export function Counters() {
  const now = summary.value;
  const count = (value: number | undefined): string => (value === undefined ? '–' : formatCount(value));
  const dead = deadLetters();
  return (
    <section class="counters panel" aria-label="Since the beginning">
      <Stat label="Orders" value={count(now?.orders)} note={now && `${formatCount(now.events)} events`} />
      <Stat label="Confirmed" value={count(now?.confirmed)} note={now && formatShare(now.confirmed, now.orders)} />
      <Stat label="Rejected" value={count(now?.rejected)} note={now && formatShare(now.rejected, now.orders)} />
      <Stat label="Cancelled" value={count(now?.cancelled)} note={now && formatShare(now.cancelled, now.orders)} />
      <Stat label="Revenue" value={now ? formatWholeMoney(now.revenue) : '–'} note="charged less refunded" />
      <Stat
        label="Dead letters"
        value={count(dead)}
        tone={dead ? 'bad' : 'neutral'}
        note={dead ? <a href="#/dead-letters">Look at them</a> : 'nothing waits for you'}
      />
    </section>
  );
}

function deadLetters(): number | undefined {
  return system.value?.services.reduce((sum, { parked }) => sum + (parked?.dead ?? 0), 0);
}
