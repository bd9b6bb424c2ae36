import { formatAgo, formatCount, formatDuration, formatMoment, formatMoney, shortId } from './format';
import { now } from './now';

/** An amount with two decimals; a dash where there is none. */
export const Money = ({ amount, currency }: { readonly amount: number | undefined; readonly currency?: string }) => (
  <span class="figure">{amount === undefined ? '–' : formatMoney(amount, currency)}</span>
);

export const Count = ({ value }: { readonly value: number | null | undefined }) => (
  <span class="figure">{value === null || value === undefined ? '–' : formatCount(value)}</span>
);

export const Duration = ({ ms }: { readonly ms: number | null | undefined }) => (
  <span class="figure">{ms === null || ms === undefined ? '–' : formatDuration(ms)}</span>
);

/** How long ago, kept up to date; the moment itself is its tooltip. */
export const Ago = ({ time }: { readonly time: string | null | undefined }) =>
  time ? (
    <time dateTime={time} title={new Date(time).toLocaleString('en-GB')}>
      {formatAgo(time, now.value)}
    </time>
  ) : (
    <span>–</span>
  );

/** The time of day, with the day where it is not today's. */
export const Moment = ({ time }: { readonly time: string | null | undefined }) =>
  time ? (
    <time dateTime={time} title={time} class="figure">
      {formatMoment(time)}
    </time>
  ) : (
    <span>–</span>
  );

/** A link to an order's page by its short id. */
export const OrderLink = ({ id }: { readonly id: string }) => (
  <a href={`#/orders/${id}`} class="mono" title={id}>
    {shortId(id)}
  </a>
);
