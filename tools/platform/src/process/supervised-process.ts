import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backoffMs } from './backoff.js';
import { guard } from './guardian.js';
import { recordOf } from './identity.js';
import { writePidFile } from './pid-file.js';

export interface ProcessSpec {
  /** What people call it. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Both outputs are appended here. */
  readonly logFile: string;
  readonly pidFile: string;
  /** Asks for a clean end; after `graceMs` comes SIGKILL. */
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
}

export type ProcessState = 'stopped' | 'running' | 'waiting to restart' | 'stopping';

export interface Death {
  /** As people read it: "exit code 1", "signal SIGKILL". */
  readonly cause: string;
  readonly restartInMs: number;
}

/**
 * A process that is kept running: when it dies by itself, it is started again with a growing delay.
 * It is in a session of its own (Ctrl-C reaches only its parent, who stops it in order) and ends with its parent.
 * Emits `died` for an end that nobody asked for, `restarted` after it.
 */
export class SupervisedProcess extends EventEmitter<{ died: [Death]; restarted: []; ended: [] }> {
  state: ProcessState = 'stopped';
  restarts = 0;
  startedAt = 0;
  private child?: ChildProcess;
  private guardian?: { dismiss(): void };
  private restartTimer?: NodeJS.Timeout;
  private failures = 0;

  constructor(readonly spec: ProcessSpec) {
    super();
  }

  get pid(): number | undefined {
    return this.state === 'running' || this.state === 'stopping' ? this.child?.pid : undefined;
  }

  start(): void {
    if (this.state !== 'stopped' && this.state !== 'waiting to restart') return;
    clearTimeout(this.restartTimer);
    const { command, args, env, cwd, uid, gid, logFile, stopSignal, graceMs } = this.spec;
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { env, cwd, uid, gid, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.state = 'running';
    this.startedAt = Date.now();
    child.once('exit', (code, signal) => void this.onEnd(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once('error', (error) => {
      if (child.pid === undefined) void this.onEnd(error.message);
    });
    if (child.pid === undefined) return;
    this.guardian = guard(child.pid, stopSignal, graceMs);
    void this.record(child);
  }

  /** Resolves when the process has ended; it stays down until `start`. */
  async stop(): Promise<void> {
    clearTimeout(this.restartTimer);
    if (this.state === 'waiting to restart') this.state = 'stopped';
    if (this.state === 'stopped') return;
    const ended = once(this, 'ended');
    if (this.state === 'running') {
      this.state = 'stopping';
      this.child?.kill(this.spec.stopSignal);
    }
    const lastResort = setTimeout(() => this.child?.kill('SIGKILL'), this.spec.graceMs);
    await ended;
    clearTimeout(lastResort);
  }

  /** The command line is the program's own only after exec, which `spawn` has waited for. */
  private async record(child: ChildProcess): Promise<void> {
    await writePidFile(this.spec.pidFile, recordOf(child.pid!));
    if (child.exitCode !== null || child.signalCode !== null) await rm(this.spec.pidFile, { force: true });
  }

  private async onEnd(cause: string): Promise<void> {
    this.guardian?.dismiss();
    await rm(this.spec.pidFile, { force: true });
    const asked = this.state === 'stopping';
    this.state = asked ? 'stopped' : 'waiting to restart';
    this.emit('ended');
    if (asked) return;
    this.failures = Date.now() - this.startedAt > STABLE_MS ? 0 : this.failures + 1;
    const restartInMs = backoffMs(this.failures);
    this.restartTimer = setTimeout(() => this.restart(), restartInMs);
    this.emit('died', { cause, restartInMs });
  }

  private restart(): void {
    this.restarts += 1;
    this.start();
    this.emit('restarted');
  }
}

/** After this long without a failure, the next one counts as the first. */
const STABLE_MS = 60_000;
