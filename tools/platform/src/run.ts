import { ActionableError } from './actionable-error.js';
import { keepPlatform } from './keep-platform.js';
import { type Observer } from './observer.js';
import { dataDirectory, testDataDirectory } from './workspace.js';

// The platform in plain lines, until a signal or the end of standard input, which its starter holds open (`main.ts`).
// With `--test` it is the platform of the tests: empty at first, and on ports of its own.

const throwaway = process.argv.includes('--test');

const observer: Observer = {
  done: (step, milliseconds) => console.log(`${step} (${(milliseconds / 1000).toFixed(1)} s)`),
  note: (line) => console.log(line),
  progress: () => undefined,
};

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort());
process.stdin.resume().once('end', () => ending.abort());

try {
  const directory = throwaway ? testDataDirectory() : dataDirectory();
  const options = { dataDirectory: directory, env: process.env, observer, throwaway, signal: ending.signal };
  await keepPlatform(options, () => console.log('The platform serves'));
} catch (error) {
  if (!(error instanceof ActionableError)) throw error;
  console.error(`${error.message}\n${error.remedy}`);
} finally {
  process.stdin.destroy();
}
