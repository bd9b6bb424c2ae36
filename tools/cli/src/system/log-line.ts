/** A line of a service's log, as far as the command line looks into it. */
export interface LogLine {
  /** pino's: 30 info, 40 warn, 50 error, 60 fatal. */
  readonly level: number;
  readonly time?: string;
  readonly message: string;
}

export const WARN = 40;
const names: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };

/** Undefined for a line that no logger wrote, such as a stack. */
export function parseLogLine(line: string): LogLine | undefined {
  try {
    const record = JSON.parse(line) as { level?: unknown; time?: string; msg?: string; err?: { message?: string } };
    if (typeof record.level !== 'number') return undefined;
    const cause = record.err?.message;
    const message = [record.msg, cause === record.msg ? undefined : cause].filter(Boolean).join(': ');
    return { level: record.level, time: record.time, message };
  } catch {
    return undefined;
  }
}

/** For people: "12:30:01.123 WARN  The outbox is at its bound". Other lines stay as they are. */
export function prettyLogLine(line: string): string {
  const parsed = parseLogLine(line);
  if (!parsed) return line;
  const time = parsed.time ? parsed.time.slice(11, 23) : '';
  return `${time} ${(names[parsed.level] ?? String(parsed.level)).padEnd(5)} ${parsed.message}`;
}

/** Why a process ended, by its log: the last line that is neither part of a stack nor Node's own signature. */
export function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() && !/^(\s|}|Node\.js v)/.test(line));
  const last = lines.at(-1) ?? '';
  return parseLogLine(last)?.message ?? last;
}
