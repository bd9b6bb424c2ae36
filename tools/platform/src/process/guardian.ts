import { type ChildProcess, spawn } from 'node:child_process';

// Waits on a pipe that closes when the process that opened it is gone, however it went; then ends its ward.
const SCRIPT = `
trap '' INT TERM HUP
read -r _
kill -s "$2" "$1" 2>/dev/null
while [ "$3" -gt 0 ] && kill -0 "$1" 2>/dev/null; do set -- "$1" "$2" $(($3 - 1)); sleep 1; done
kill -s KILL "$1" 2>/dev/null
`;

/** Sees to it that `pid` ends when this process ends, even by kill -9. Dismiss it when `pid` has ended by itself. */
export function guard(pid: number, signal: NodeJS.Signals, graceMs: number): { dismiss(): void } {
  const args = [String(pid), signal.replace('SIG', ''), String(Math.ceil(graceMs / 1000))];
  const guardian: ChildProcess = spawn('sh', ['-c', SCRIPT, 'orderflow-guardian', ...args], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guardian.unref();
  return { dismiss: () => guardian.kill('SIGKILL') };
}
