import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ActionableError } from '../actionable-error.js';
import { type Observer } from '../observer.js';
import { holderOf } from './port-holder.js';
import { freePort, isFree } from './port.js';
import { type Death, type SupervisedProcess } from './supervised-process.js';

const PATIENCE_MS = 60_000;
const ATTEMPTS = 3;

export interface Served {
  readonly port: number;
  readonly process: SupervisedProcess;
}

/**
 * Starts a server on the first free port from `preferred` on, and returns when `answers` says that it is this server
 * that answers there; `signal` ends the wait. A neighbour that starts at the same time may bind the port first: then the next one is taken.
 */
export async function serveOnFreePort(
  preferred: number,
  make: (port: number) => Promise<SupervisedProcess>,
  answers: (port: number) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<Served> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(preferred);
    const process = await make(port);
    process.start();
    try {
      await untilServes(process, () => answers(port), signal);
      return { port, process };
    } catch (error) {
      await process.stop();
      if (attempt === ATTEMPTS || (await isFree(port))) throw error;
    }
  }
}

/** @throws ActionableError when the process ends first, or does not answer in time. */
async function untilServes(
  process: SupervisedProcess,
  answers: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const { title, logFile } = process.spec;
  let death: Death | undefined;
  process.once('died', (died) => (death = died));
  const deadline = Date.now() + PATIENCE_MS;
  let refusal = '';
  while (!death && Date.now() < deadline) {
    const served = await answers().catch((error: Error) => {
      refusal = error.message;
      return false;
    });
    if (served) return;
    signal?.throwIfAborted();
    await delay(50);
  }
  throw death
    ? new ActionableError(`${title} ended (${death.cause}): ${lastLine(logFile)}`, `Its log says more: ${logFile}`)
    : new ActionableError(`${title} does not serve after ${PATIENCE_MS / 1000} s: ${refusal}`, `Its log: ${logFile}`);
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}

/** Says which port was taken instead of the usual one, and who has that. */
export function noteMovedPort(observer: Observer, { port, process }: Served, preferred: number): void {
  if (port === preferred) return;
  const holder = holderOf(preferred);
  observer.note(`Port ${preferred} is taken${holder ? ` by ${holder}` : ''}: ${process.spec.title} uses ${port}`);
}
