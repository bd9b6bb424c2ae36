import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger, type LoggerOptions } from 'pino';
import type { ServiceIdentity } from '../identity.js';
import type { ServiceSettings } from '../settings/service-settings.js';
import { activeTraceId } from '../tracing/request-span.js';
import { prettyStream } from './pretty-stream.js';
import { masked, redact, safeError } from './safe-fields.js';

/** What Nest itself says while it starts, or fails to, which the boot code says better. Of interest only when debugging. */
const FRAMEWORK = new Set([
  'ExceptionHandler',
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Nest's logger, written by pino: JSON lines for machines or text for people. Written at once, so a crash loses none. A line
 * that concerns a request, an order or an event has its id as a field: `logger.warn({ orderId, eventId, msg })`. Those that a
 * traced request writes have its `traceId` by themselves.
 */
export class PinoLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(
    settings: Pick<ServiceSettings, 'LOG_LEVEL' | 'logFormat'>,
    { name }: ServiceIdentity,
    to?: DestinationStream,
  ) {
    const destination = to ?? (settings.logFormat === 'pretty' ? prettyStream() : pino.destination(1));
    const options: LoggerOptions = {
      level: settings.LOG_LEVEL,
      base: { service: name },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact,
      mixin: () => ({ traceId: activeTraceId() }),
      serializers: { err: safeError },
    };
    this.logger = pino(options, destination);
  }

  fatal = this.at('fatal');
  error = this.at('error');
  warn = this.at('warn');
  log = this.at('info');
  debug = this.at('debug');
  verbose = this.at('trace');

  private at(level: Level) {
    return (message: unknown, ...rest: unknown[]): void => {
      const details = { ...detailsOf(rest), ...fieldsOf(message) };
      this.logger[FRAMEWORK.has(details.context ?? '') ? 'debug' : level](details, textOf(message));
    };
  }
}

interface Details {
  context?: string;
  stack?: string;
  err?: Error;
  more?: unknown[];
}

/** Nest passes `(message, …, stack?, context?)`; an Error, wherever it stands, is logged with its stack. */
function detailsOf(rest: readonly unknown[]): Details {
  const details: Details = {};
  const last = rest.at(-1);
  const others = typeof last === 'string' && !isStack(last) ? rest.slice(0, -1) : rest;
  if (others.length < rest.length) details.context = last as string;
  for (const other of others) {
    if (other instanceof Error) details.err = other;
    else if (isStack(other)) details.stack = other;
    else if (other !== undefined) (details.more ??= []).push(other);
  }
  return details;
}

const isStack = (value: unknown): value is string => typeof value === 'string' && /\n\s+at /.test(value);

function fieldsOf(message: unknown): object {
  if (message instanceof Error) return { err: message };
  if (typeof message !== 'object' || message === null) return {};
  return 'msg' in message ? { ...message, msg: masked(String(message.msg)) } : message;
}

function textOf(message: unknown): string | undefined {
  if (message instanceof Error) return masked(message.message);
  return typeof message === 'string' ? masked(message) : undefined;
}
