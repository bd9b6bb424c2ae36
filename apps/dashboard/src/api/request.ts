import { urlOf, type Call } from './call';
import { ApiProblem, isAbort, problemIn, problemOf } from './problem';
import { askForToken, authorization, token } from './token';

/** A list's page; `nextCursor` is null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface RequestOptions {
  /** Whether the person is asked for a token where one is needed; true unless it is left out on purpose. */
  readonly ask?: boolean;
}

/**
 * Sends a call and gives the answer's body. When a token is needed it is asked for, and the call sent again.
 * @throws ApiProblem when it is refused or nobody answers; AbortError when `signal` says so
 */
export async function request<T>(call: Call<T>, signal?: AbortSignal, options?: RequestOptions): Promise<T> {
  return (await exchange(call, signal, options)).body;
}

/** As `request`, with status and headers. */
export async function exchange<T>(
  call: Call<T>,
  signal?: AbortSignal,
  { ask = true }: RequestOptions = {},
): Promise<Answer<T>> {
  const tried = token.value;
  const response = await sent(call, signal);
  if (response.ok) return answerOf<T>(response);
  const problem = await problemIn(response);
  if (response.status !== 401 || !ask) throw problem;
  // Somebody may have signed in while this was under way.
  const given = token.value === tried ? await askForToken(problem.message) : token.value;
  if (given === null || signal?.aborted) throw problem;
  return exchange(call, signal);
}

async function sent(call: Call<unknown>, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(urlOf(call), {
      method: call.method,
      signal,
      headers: {
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...authorization(),
        ...call.headers,
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
  } catch (error) {
    throw isAbort(error) ? error : problemOf(error);
  }
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const body = (text === '' ? undefined : parsed(text)) as T;
  return { status: response.status, headers: response.headers, body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiProblem(0, { code: 'NOT_JSON', detail: 'The answer is not JSON' });
  }
}
