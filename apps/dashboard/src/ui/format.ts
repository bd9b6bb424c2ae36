const LOCALE = 'en-GB';
/** British K and M are written small in some browsers and large in others. */
const SHORT_LOCALE = 'en';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(SHORT_LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });

/** 12,345 */
export const formatCount = (count: number): string => whole.format(count);

/** 12.3K */
export const formatShort = (count: number): string => short.format(count);

/** An amount with two decimals: $1,234.50 */
export const formatMoney = (amount: number, currency = 'USD'): string =>
  new Intl.NumberFormat(LOCALE, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amount);

/** Rounded to whole units: $1,235 */
export const formatWholeMoney = (amount: number, currency = 'USD'): string =>
  new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount);

/** Without decimals, shortened from ten thousand on: $12.3K */
export const formatShortMoney = (amount: number, currency = 'USD'): string =>
  new Intl.NumberFormat(SHORT_LOCALE, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(Math.abs(amount) < 10_000
      ? { maximumFractionDigits: 0 }
      : { notation: 'compact' as const, maximumFractionDigits: 1 }),
  }).format(amount);

/** A share of 1 as 12.3 % */
export function formatShare(part: number, all: number): string {
  if (all === 0) return '–';
  const percent = (part / all) * 100;
  return `${percent === 0 || percent === 100 ? percent : percent.toFixed(1)} %`;
}

/** Milliseconds as people say them: 12 ms, 3.4 s, 5 min, 2 h, 3 d. Keeps a minus. */
export function formatDuration(ms: number): string {
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size < 1_000) return `${sign}${Math.round(size)} ms`;
  if (size < 9_950) return `${sign}${(size / 1_000).toFixed(1)} s`;
  if (size < 59_500) return `${sign}${Math.round(size / 1_000)} s`;
  if (size < 3_570_000) return `${sign}${Math.round(size / 60_000)} min`;
  if (size < 86_400_000) return `${sign}${Math.round(size / 3_600_000)} h`;
  return `${sign}${Math.round(size / 86_400_000)} d`;
}

/** How long ago a moment is: just now, 12 s ago, 3 min ago; "in 3 s" for one to come. */
export function formatAgo(time: string | Date, now: number): string {
  const ms = now - new Date(time).getTime();
  if (Math.abs(ms) < 1_500) return 'just now';
  return ms < 0 ? `in ${formatDuration(-ms)}` : `${formatDuration(ms)} ago`;
}

/** 14:05:09, with the day before it when it is not today's. */
export function formatMoment(time: string | Date, now = new Date()): string {
  const moment = new Date(time);
  const at = clock.format(moment);
  return moment.toDateString() === now.toDateString() ? at : `${day.format(moment)} ${at}`;
}

/** 14:05:09.123 */
export const formatPreciseTime = (time: string | Date): string =>
  `${clock.format(new Date(time))}.${String(new Date(time).getMilliseconds()).padStart(3, '0')}`;

/** 512 B, 1.2 KB */
export const formatBytes = (bytes: number): string =>
  bytes < 1_024
    ? `${bytes} B`
    : bytes < 1_048_576
      ? `${(bytes / 1_024).toFixed(1)} KB`
      : `${(bytes / 1_048_576).toFixed(1)} MB`;

/** The last eight characters: those of a UUIDv7 that tell orders of the same minute apart. */
export const shortId = (id: string): string => (id.length > 12 ? id.slice(-8) : id);

/** ORDER_CREATED as "Order created", retrying as "Retrying"; a text that is neither stays. */
export function humanised(state: string): string {
  if (state === 'ok') return 'OK';
  if (!/^([A-Z0-9_]+|[a-z]+)$/.test(state)) return state;
  return state.charAt(0).toUpperCase() + state.slice(1).toLowerCase().replaceAll('_', ' ');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);
