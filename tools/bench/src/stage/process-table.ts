import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every architecture that Node.js runs on. */
const TICKS_PER_SECOND = 100;
const PPID = 1;
/** utime, stime, and those of children that have ended. */
const TIMES = [11, 12, 13, 14];

/**
 * The seconds of processor time that these processes and all that they have started have used so far, ended ones
 * included. Undefined on a system without /proc.
 */
export function cpuSeconds(roots: readonly number[]): number | undefined {
  const table = readTable();
  if (!table) return undefined;
  const family = familyOf(roots, table);
  const ticks = family.flatMap((pid) => TIMES.map((field) => Number(table.get(pid)![field])));
  return ticks.reduce((sum, time) => sum + time, 0) / TICKS_PER_SECOND;
}

export interface Memory {
  /** Resident now, in megabytes. */
  readonly now: number;
  /** The most that has been resident, in megabytes. */
  readonly peak: number;
}

/** Of these processes together, without those that they have started. Undefined on a system without /proc. */
export function memoryOf(pids: readonly number[]): Memory | undefined {
  try {
    const statuses = pids.map((pid) => readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { now: sumOf(statuses, /^VmRSS:\s+(\d+)/m), peak: sumOf(statuses, /^VmHWM:\s+(\d+)/m) };
  } catch {
    return undefined;
  }
}

const sumOf = (statuses: readonly string[], kilobytes: RegExp): number =>
  statuses.reduce((sum, status) => sum + Number(kilobytes.exec(status)?.[1] ?? 0), 0) / 1024;

/** The fields of `/proc/<pid>/stat` behind the program's name, by process. */
function readTable(): ReadonlyMap<number, readonly string[]> | undefined {
  try {
    const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
    return new Map(pids.flatMap((pid) => statOf(pid) ?? []));
  } catch {
    return undefined;
  }
}

/** Undefined when the process has ended meanwhile. */
function statOf(pid: number): [[number, string[]]] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return [[pid, stat.slice(stat.lastIndexOf(')') + 2).split(' ')]]; // a name may hold spaces and brackets
  } catch {
    return undefined;
  }
}

function familyOf(roots: readonly number[], table: ReadonlyMap<number, readonly string[]>): number[] {
  const family = new Set(roots.filter((pid) => table.has(pid)));
  // Children of members join until there are none left: a parent may have a higher number than its child.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const [pid, stat] of table) if (family.has(Number(stat[PPID]))) family.add(pid);
  }
  return [...family];
}
