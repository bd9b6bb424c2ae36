/** One event of an event stream, as its bytes are sent (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface SseBlock {
  /** Undefined: a comment, or an event without a name. */
  readonly event: string | undefined;
  /** What a client that comes back says it has had. */
  readonly id: string | undefined;
  readonly bytes: Buffer;
}

/** An event with a value as JSON. */
export const sseEvent = (event: string, json: string): SseBlock => ({
  event,
  id: undefined,
  bytes: Buffer.from(`event: ${event}\ndata: ${json}\n\n`),
});

/** The most that one event may take: a stream without an end of an event must not fill the memory. */
const MAX_EVENT_CHARACTERS = 1024 * 1024;

/** Cuts the text of an event stream, whose lines end with `\n`, into its events; the data are not looked into. */
export class SseReader {
  private rest = '';

  /** Answers the events that the text completes. @throws RangeError when one is larger than 1 Mi characters */
  read(text: string): SseBlock[] {
    const parts = (this.rest + text).split('\n\n');
    this.rest = parts.pop()!;
    if (this.rest.length > MAX_EVENT_CHARACTERS) throw new RangeError('an event without an end');
    return parts.map(blockOf);
  }
}

function blockOf(text: string): SseBlock {
  return { event: fieldIn(text, 'event'), id: fieldIn(text, 'id'), bytes: Buffer.from(`${text.trimStart()}\n\n`) };
}

/** Its fields come before its data, which may be long. */
function fieldIn(block: string, name: string): string | undefined {
  const data = block.indexOf('\ndata:');
  const head = `\n${data < 0 ? block : block.slice(0, data)}\n`;
  const start = head.indexOf(`\n${name}: `);
  if (start < 0) return undefined;
  const value = start + name.length + 3;
  return head.slice(value, head.indexOf('\n', value));
}
