/** What can be part of a query; undefined, null and '' are left out. */
export type QueryValue = string | number | boolean | null | undefined;

/**
 * A request as a value: it can be sent (`request`, `useCall`) and shown as a command (`curlOf`). `T` is the type of its
 * answer.
 */
export interface Call<T> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With a leading slash, its parts encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never set: it carries the type. */
  readonly answer?: T;
}

export const get = <T>(path: string, query?: object): Call<T> => ({
  method: 'GET',
  path,
  query: query as Call<T>['query'],
});

export const post = <T>(path: string, body: unknown, rest: Pick<Call<T>, 'headers' | 'query'> = {}): Call<T> => ({
  method: 'POST',
  path,
  body,
  ...rest,
});

/** Path and query: `/orders?status=CONFIRMED`. */
export function urlOf({ path, query = {} }: Call<unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The command that sends the call, for a POSIX shell. The token is named, not shown. */
export function curlOf(call: Call<unknown>, origin: string, needsToken = false): string {
  const headers = { ...(call.body !== undefined && { 'content-type': 'application/json' }), ...call.headers };
  const parts = [
    'curl',
    ...(call.method === 'GET' ? [] : ['-X', call.method]),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', quoted(`${name}: ${value}`)]),
    ...(needsToken ? ['-H', '"authorization: Bearer $ORDERFLOW_TOKEN"'] : []),
    ...(call.body === undefined ? [] : ['--data', quoted(JSON.stringify(call.body))]),
    quoted(origin + urlOf(call)),
  ];
  return parts.join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
