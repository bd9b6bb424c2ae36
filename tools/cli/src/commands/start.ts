import { ActionableError, type Platform, type Service, dataDirectory, endOrphans, services } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Controlled, serveControl } from '../system/control-server.js';
import { refuseUnbuilt } from '../system/service-process.js';
import { System } from '../system/system.js';
import { endOnSignal, untilAborted } from '../terminal/end-on-signal.js';
import { seconds } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';
import { type KeptTraces, keepTraces } from '../traces/keep-traces.js';
import { addressBlock, firstCall } from './addresses.js';
import { chooseServices } from './choose-services.js';
import { refuseTakenPorts } from './refuse-taken-ports.js';
import { withPlatform } from './with-platform.js';

export interface StartOptions {
  /** Runs a schema registry too. */
  readonly registry?: boolean;
  /** Kafka asks every service who it is. */
  readonly secure?: boolean;
  /** Keeps the traces of what the services do, for `npm run trace`. */
  readonly traces?: boolean;
}

/** Runs the platform and the services in the foreground until Ctrl-C. Where a system runs, it starts services there. */
export async function start(
  names: readonly string[],
  options: StartOptions,
  terminal: Terminal,
  env = process.env,
): Promise<void> {
  const chosen = chooseServices(names);
  const directory = dataDirectory(env);
  const ending = endOnSignal();
  const running: { system?: System; platform?: Platform; traces?: KeptTraces } = {};
  const controlled: Controlled = {
    status: () => ({
      pid: process.pid,
      addresses: running.platform?.addresses,
      services: running.system?.status() ?? [],
    }),
    system: () => running.system,
    stop: () => ending.abort(),
  };
  const control = await serveControl(directory, controlled);
  if (!control) return startThere(chosen, directory, options, terminal);
  try {
    refuseUnbuilt(chosen);
    await endOrphans(directory, namesOf(services), terminal);
    await refuseTakenPorts(chosen, env);
    if (options.traces) running.traces = await keepTraces(directory, env);
    const { registry, secure } = options;
    const platformOptions = { dataDirectory: directory, env, observer: terminal, registry, secure };
    await withPlatform(platformOptions, ending, async (platform) => {
      running.platform = platform;
      running.system = new System(platform.addresses, directory, { ...env, ...running.traces?.environment }, terminal);
      await runServices(running.system, chosen, platform, running.traces?.hint, ending.signal, terminal);
    });
    terminal.line('Stopped. The data is kept: npm start goes on from here');
  } finally {
    await running.traces?.close();
    control.close().closeAllConnections();
  }
}

const namesOf = (list: readonly Service[]) => list.map(({ name }) => name);

async function runServices(
  system: System,
  chosen: readonly Service[],
  { addresses }: Platform,
  hint: string | undefined,
  ending: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  try {
    const started = Promise.all(chosen.map((service) => system.start(service)));
    await Promise.race([started, untilAborted(ending)]);
    if (!ending.aborted) {
      terminal.line(`\nOrderflow serves, ${seconds(performance.now())} after its start. Ctrl-C stops it.\n`);
      for (const line of [...addressBlock(addresses), '', ...firstCall()]) terminal.line(line);
      if (hint) terminal.line(`\n${hint}`);
    }
    await untilAborted(ending);
    terminal.line('\nStopping: the services finish what they have begun (Ctrl-C again ends them at once)');
  } finally {
    await system.stopAll();
  }
}

async function startThere(
  chosen: readonly Service[],
  directory: string,
  { registry, traces, secure }: StartOptions,
  terminal: Terminal,
): Promise<void> {
  if (traces) throw new ActionableError('Orderflow runs already', 'To begin with traces, stop it first: npm stop');
  const client = new ControlClient(directory);
  const status = await client.status();
  if (registry && !status?.addresses?.schemaRegistryUrl) {
    throw new ActionableError('Orderflow runs already, without a schema registry', 'Stop it first: npm stop');
  }
  if (secure && !status?.addresses?.kafkaSecurity) {
    throw new ActionableError('Orderflow runs already, and its Kafka is not secured', 'Stop it first: npm stop');
  }
  const down = chosen.filter(({ name }) => status?.services.find((one) => one.name === name)?.state !== 'running');
  if (down.length === 0) terminal.line(`Orderflow runs already (process ${status?.pid}); see: npm run status`);
  await Promise.all(
    down.map(async ({ name, title }) => {
      await client.start(name);
      terminal.line(`${title} runs`);
    }),
  );
}
