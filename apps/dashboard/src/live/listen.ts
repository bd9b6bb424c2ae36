import { EventSource, type FetchLike } from 'eventsource';
import { authorization } from '../api/token';
import { problemIn } from '../api/problem';

/**
 * An EventSource that says who asks: the browser's own can send no Authorization header, and a token in the address would
 * stay in histories and logs. `refused` gets what the server says of a token that it does not take, or of none.
 */
export function listen(url: string | URL, refused: (reason: string) => void): EventSource {
  const fetchAs: FetchLike = async (address, init) => {
    const response = await fetch(address, { ...init, headers: { ...init.headers, ...authorization() } });
    if (response.status === 401) refused((await problemIn(response.clone())).message);
    return response;
  };
  return new EventSource(url, { fetch: fetchAs });
}
