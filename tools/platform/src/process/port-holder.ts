import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { commandLine } from './identity.js';

/** Who listens on a port, as far as this user may know: "process 4711 (node server.js)". */
export function holderOf(port: number): string | undefined {
  const pid = process.platform === 'linux' ? listenerOnLinux(port) : listenerByLsof(port);
  if (pid === undefined) return undefined;
  const command = commandLine(pid) ?? '';
  return `process ${pid} (${command.length > 80 ? `${command.slice(0, 80)}…` : command})`;
}

/** Socket inodes from /proc/net, then the process that has one of them open. */
function listenerOnLinux(port: number): number | undefined {
  const sockets = new Set([...listeningInodes('/proc/net/tcp', port), ...listeningInodes('/proc/net/tcp6', port)]);
  if (sockets.size === 0) return undefined;
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  const pid = pids.find((candidate) => openFiles(candidate).some((file) => sockets.has(file)));
  return pid === undefined ? undefined : Number(pid);
}

const LISTEN = '0A';

function listeningInodes(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  return readOr('', () => readFileSync(table, 'utf8'))
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${hexPort}`))
    .map((fields) => `socket:[${fields[9]}]`);
}

function openFiles(pid: string): string[] {
  const directory = `/proc/${pid}/fd`;
  return readOr([] as string[], () => readdirSync(directory)).map((fd) =>
    readOr('', () => readlinkSync(`${directory}/${fd}`)),
  );
}

function listenerByLsof(port: number): number | undefined {
  const output = readOr('', () =>
    execFileSync('lsof', ['-nP', '-t', `-iTCP:${port}`, '-sTCP:LISTEN'], { encoding: 'utf8' }),
  );
  return Number.parseInt(output, 10) || undefined;
}

/** Processes come and go, and those of other users are closed to us: what cannot be read is skipped. */
function readOr<Value>(fallback: Value, read: () => Value): Value {
  try {
    return read();
  } catch {
    return fallback;
  }
}
