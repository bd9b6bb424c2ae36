import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { isFree } from '@orderflow/platform';
import { type FreshClone } from './fresh-clone.js';
import { type Command, missingIn, type Step } from './steps.js';

/** A machine that has never run it downloads Kafka first. */
const SERVES_WITHIN_MS = 300_000;
const TRUE_WITHIN_MS = 60_000;
const POLL_MS = 250;
/** What Nx, npm, Jest and whoever runs the test have set for themselves. */
const FOREIGN = /^(NX_|npm_|JEST_|KAFKA_|AUTH|NODE_ENV$|NODE_OPTIONS$|OPERATOR_TOKENS$|ORDERFLOW_)|DATABASE_URL$/;

/** Somebody who does what the tutorial says, on ports of their own: 30xx of the page is another there. */
export class Reader {
  private readonly terminals = new Set<ChildProcess>();
  private hasLeft = false;

  private constructor(
    private readonly clone: FreshClone,
    private readonly portBase: number,
  ) {}

  static async of(clone: FreshClone): Promise<Reader> {
    for (let base = 12_000; base < 20_000; base += 10) {
      const free = await Promise.all(Array.from({ length: 10 }, (_, offset) => isFree(base + offset)));
      if (free.every(Boolean)) return new Reader(clone, base);
    }
    throw new Error('no free ports for the services');
  }

  /** @throws Error with the commands and all that they have printed, when that is not what the page says. */
  async follow(step: Step): Promise<void> {
    if (step.kind === 'edit') return this.clone.write(step.file, step.text);
    const moved = { ...step, script: this.moved(step.script), expected: step.expected.map((line) => this.moved(line)) };
    if (step.kind === 'run') return this.run(moved);
    if (step.kind === 'until') return this.repeat(moved);
    return this.serve(moved);
  }

  /** Presses Ctrl-C in every terminal, in that of a command under way too, and opens no other. */
  async leave(): Promise<void> {
    this.hasLeft = true;
    for (const terminal of this.terminals) {
      if (terminal.exitCode !== null || terminal.signalCode !== null) continue;
      const gone = once(terminal, 'exit');
      process.kill(-terminal.pid!, 'SIGINT');
      await gone;
    }
  }

  private async run(command: Command): Promise<void> {
    const { output, code } = await this.execute(command.script);
    if (code !== 0 || missingIn(output, command.expected).length > 0) throw unlike(command, output, code);
  }

  private async repeat(command: Command): Promise<void> {
    const deadline = Date.now() + TRUE_WITHIN_MS;
    for (;;) {
      const { output, code } = await this.execute(command.script);
      if (missingIn(output, command.expected).length === 0) return;
      if (Date.now() > deadline) throw unlike(command, output, code);
      await delay(POLL_MS);
    }
  }

  private async serve(command: Command): Promise<void> {
    const terminal = this.open(command.script);
    const printed = outputOf(terminal);
    const deadline = Date.now() + SERVES_WITHIN_MS;
    while (missingIn(printed.text, command.expected).length > 0) {
      if (terminal.exitCode !== null || Date.now() > deadline) throw unlike(command, printed.text, terminal.exitCode);
      await delay(POLL_MS);
    }
  }

  private async execute(script: string): Promise<{ output: string; code: number | null }> {
    const terminal = this.open(script);
    const printed = outputOf(terminal);
    const [code] = (await once(terminal, 'close')) as [number | null];
    this.terminals.delete(terminal);
    return { output: printed.text, code };
  }

  private open(script: string): ChildProcess {
    if (this.hasLeft) throw new Error('the reader has left');
    const mine = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
    const env = { ...Object.fromEntries(mine), PORT_BASE: String(this.portBase), NX_DAEMON: 'false', NX_TUI: 'false' };
    const cwd = this.clone.path;
    const terminal = spawn('bash', ['-ec', script], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.terminals.add(terminal);
    return terminal;
  }

  private moved(text: string): string {
    return text.replaceAll(/\b30(\d\d)\b/g, (_, offset) => String(this.portBase + Number(offset)));
  }
}

/** Without colours. */
function outputOf({ stdout, stderr }: ChildProcess): { readonly text: string } {
  const printed = { text: '' };
  for (const stream of [stdout!, stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed.text += stripVTControlCharacters(text)));
  }
  return printed;
}

function unlike({ script, expected }: Command, output: string, code: number | null): Error {
  const missing = missingIn(output, expected);
  return new Error(`${script}ended with ${code} and did not print ${JSON.stringify(missing)}, but:\n${output}`);
}
