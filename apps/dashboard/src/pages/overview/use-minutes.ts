import { useEffect, useRef, useState } from 'preact/hooks';
import { getTimeseries, type Summary } from '../../api/analytics';
import { request } from '../../api/request';
import { useResource, type Resource } from '../../api/use-resource';
import { summary } from '../../live/live';
import { advance, minutesOf, type Minute } from './timeline';

const REDRAW_MS = 1_000;
/** Makes good what the page counted to the wrong minute. */
const RELOAD_MS = 120_000;

/** The last hour by minutes, kept live by the summary, redrawn at most once a second. */
export function useMinutes(): Resource<readonly Minute[]> {
  const loaded = useResource(async (signal) => {
    const { items } = await request(getTimeseries({ bucket: 'minute' }), signal);
    return { minutes: minutesOf(items), at: summary.value };
  }, []);
  const [minutes, setMinutes] = useState<readonly Minute[]>();
  const counted = useRef<Summary | null>(null);

  useEffect(() => {
    if (!loaded.data) return;
    counted.current = loaded.data.at;
    setMinutes(loaded.data.minutes);
  }, [loaded.data]);

  useEffect(() => {
    const redraw = setInterval(() => {
      const now = summary.value;
      const before = counted.current ?? now;
      if (!now || !before || document.hidden) return;
      counted.current = now;
      setMinutes((known) => known && advance(known, before, now, Date.now()));
    }, REDRAW_MS);
    const reload = setInterval(() => !document.hidden && loaded.reload(), RELOAD_MS);
    return () => {
      clearInterval(redraw);
      clearInterval(reload);
    };
  }, []);

  return { ...loaded, data: minutes };
}
