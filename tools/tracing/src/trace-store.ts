import { appendFileSync, createReadStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Span } from './span.js';

/** Some 50,000 spans: those of 1,500 orders that come one by one. */
const MAX_BYTES = 32 * 2 ** 20;

/**
 * The last spans of a system, in a directory: JSON lines in two files at most, of which the older one goes when the newer
 * one is full. One process may write; any may read.
 */
export class TraceStore {
  private readonly file: string;
  private readonly previous: string;
  private size: number;

  constructor(
    private readonly directory: string,
    private readonly maxBytes = MAX_BYTES,
  ) {
    this.file = join(directory, 'spans.jsonl');
    this.previous = join(directory, 'spans.previous.jsonl');
    this.size = existsSync(this.file) ? statSync(this.file).size : 0;
  }

  /** Written when it returns. */
  append(spans: readonly Span[]): void {
    const lines = Buffer.from(spans.map((span) => `${JSON.stringify(span)}\n`).join(''));
    if (this.size > 0 && this.size + lines.length > this.maxBytes) {
      renameSync(this.file, this.previous);
      this.size = 0;
    }
    mkdirSync(this.directory, { recursive: true });
    appendFileSync(this.file, lines);
    this.size += lines.length;
  }

  /** All spans that are kept, oldest first, once each: a program may export a span again when it got no answer. */
  async read(): Promise<Span[]> {
    const spans = new Map<string, Span>();
    for (const file of [this.previous, this.file].filter((one) => existsSync(one))) {
      for await (const line of createInterface({ input: createReadStream(file) })) {
        const span = parse(line);
        if (span) spans.set(`${span.traceId} ${span.spanId}`, span);
      }
    }
    return [...spans.values()];
  }
}

/** Undefined for a line of which only a part is written yet. */
function parse(line: string): Span | undefined {
  try {
    return JSON.parse(line) as Span;
  } catch {
    return undefined;
  }
}
