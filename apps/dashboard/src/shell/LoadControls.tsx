import { access } from '../api/access';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { lastLoadError, loadCounts, loadRate, loadRunning, startLoad, stopLoad } from './order-load';

const MOST = 50;

/**
 * "Start 20 orders/s" and "Stop", the rate, and what has been sent. Goes on when another page is opened. Its orders are of
 * many customers: nothing for who is one.
 */
export const LoadControls = () => (access.value.customerId === null ? <Controls /> : null);

const Controls = () => (
  <div class="load-controls" role="group" aria-label="Random orders">
    <label>
      <span class="visually-hidden">Orders a second</span>
      <input
        type="number"
        min={1}
        max={MOST}
        value={loadRate.value}
        onChange={({ currentTarget }) => (loadRate.value = rateOf(currentTarget.value))}
      />
    </label>
    {loadRunning.value ? (
      <Button onClick={stopLoad}>Stop</Button>
    ) : (
      <Button onClick={() => void startLoad()}>Start {loadRate.value} orders/s</Button>
    )}
    <LoadCountsNote />
  </div>
);

const rateOf = (text: string): number => Math.min(MOST, Math.max(1, Math.round(Number(text)) || 1));

function LoadCountsNote() {
  const { accepted, failed, skipped } = loadCounts.value;
  if (!loadRunning.value && accepted + failed + skipped === 0) return null;
  return (
    <span class="muted figure" title={lastLoadError.value ?? undefined}>
      {formatCount(accepted)} sent
      {failed > 0 && `, ${formatCount(failed)} failed`}
      {skipped > 0 && `, ${formatCount(skipped)} held back`}
    </span>
  );
}
