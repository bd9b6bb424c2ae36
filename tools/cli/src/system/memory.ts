import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Memory of a process and its children in MiB: what they share is counted once where the system tells (Linux).
 * Undefined when it cannot be read.
 */
export function memoryMiB(pid: number): number | undefined {
  try {
    const kib = process.platform === 'linux' ? onLinux(pid) : byPs(pid);
    return Math.round(kib / 1024);
  } catch {
    return undefined;
  }
}

function onLinux(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [String(pid), ...children].reduce((sum, one) => sum + proportionalKib(one), 0);
}

const proportionalKib = (pid: string) =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]);

const byPs = (pid: number) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
