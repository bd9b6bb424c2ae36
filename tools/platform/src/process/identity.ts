import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process as it was when it was recorded. A pid alone may by now belong to another program. */
export interface ProcessRecord {
  readonly pid: number;
  readonly command: string;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process; undefined when there is no such process. */
export function commandLine(pid: number): string | undefined {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return command.trim() || undefined;
  } catch {
    return undefined;
  }
}

export function recordOf(pid: number): ProcessRecord {
  return { pid, command: commandLine(pid) ?? '' };
}

/** Whether the recorded process still runs: the pid lives and runs the same command line. */
export function isRunning(record: ProcessRecord): boolean {
  return isAlive(record.pid) && commandLine(record.pid) === record.command;
}
