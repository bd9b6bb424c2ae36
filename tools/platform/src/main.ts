import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Writable } from 'node:stream';

// What Nx runs beside the services and the tests. Nx ends a task by signalling every process below it, the leaves
// first, and PostgreSQL takes that for a crash: so the platform runs outside the tree of this process. A shell puts it
// in the background and leaves. What remains are two pipes: its input ends with this process, its output with the platform.

const program = [process.execPath, join(import.meta.dirname, 'run.js'), ...process.argv.slice(2)];
const shell = spawn('sh', ['-c', '"$@" <&3 3<&- &', 'sh', ...program], {
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
});
const input = shell.stdio[3] as Writable;
const output = shell.stdout!;
output.pipe(process.stdout);

let told = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    told = true;
    input.end();
  });
}

await once(output, 'end');
process.exit(told ? 0 : 1);
