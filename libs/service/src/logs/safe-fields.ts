import { stdSerializers, type SerializedError } from 'pino';

/** Names of fields whose values prove who someone is. */
const SECRETS = ['authorization', 'cookie', 'password', 'token', 'secret'];

/** pino's `redact`: secrets in a line's fields, or one level below as in `headers.authorization`. */
export const redact = { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '***' };

/**
 * What of an error goes into a log: its class, code, message and stack, with those of its causes. Whatever else libraries
 * hang on it stays out: PostgreSQL's `detail` quotes the row, a mail server's answer the recipient.
 */
export function safeError(error: Error): Pick<SerializedError, 'type' | 'message' | 'stack'> & { code?: unknown } {
  const { type, message, stack, code } = stdSerializers.err(error) as SerializedError & { code?: unknown };
  return { type, message: masked(message), stack: masked(stack), ...(code !== undefined && { code }) };
}

/** A text without what others may have quoted in it: user and password in a URL, the name in a mail address. */
export const masked = (text: string): string =>
  text.replaceAll(/(?<=\w:\/\/)[^\s/@]+@/g, '***@').replaceAll(/[\w.+-]+@(?=[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})/gi, '***@');
