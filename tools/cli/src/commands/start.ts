import { type Platform, type Service, dataDirectory, endOrphans, services } from '@orderflow/platform';
import { ControlClient } from '../system/control-client.js';
import { type Controlled, serveControl } from '../system/control-server.js';
import { refuseUnbuilt } from '../system/service-process.js';
import { System } from '../system/system.js';
import { endOnSignal, untilAborted } from '../terminal/end-on-signal.js';
import { seconds } from '../terminal/format.js';
import { type Terminal } from '../terminal/terminal.js';
import { addressBlock, firstCall } from './addresses.js';
import { chooseServices } from './choose-services.js';
import { refuseTakenPorts } from './refuse-taken-ports.js';
import { withPlatform } from './with-platform.js';

/** Runs the platform and the services in the foreground until Ctrl-C. Where a system runs, it starts services there. */
export async function start(names: readonly string[], terminal: Terminal, env = process.env): Promise<void> {
  const chosen = chooseServices(names);
  const directory = dataDirectory(env);
  const ending = endOnSignal();
  const running: { system?: System; platform?: Platform } = {};
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
  if (!control) return startThere(chosen, directory, terminal);
  try {
    refuseUnbuilt(chosen);
    await endOrphans(directory, namesOf(services), terminal);
    await refuseTakenPorts(chosen, env);
    await withPlatform({ dataDirectory: directory, env, observer: terminal }, ending, async (platform) => {
      running.platform = platform;
      running.system = new System(platform.addresses, directory, env, terminal);
      await runServices(running.system, chosen, platform, ending.signal, terminal);
    });
    terminal.line('Stopped. The data is kept: npm start goes on from here');
  } finally {
    control.close().closeAllConnections();
  }
}

const namesOf = (list: readonly Service[]) => list.map(({ name }) => name);

async function runServices(
  system: System,
  chosen: readonly Service[],
  { addresses }: Platform,
  ending: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  try {
    const started = Promise.all(chosen.map((service) => system.start(service)));
    await Promise.race([started, untilAborted(ending)]);
    if (!ending.aborted) {
      terminal.line(`\nOrderflow serves, ${seconds(performance.now())} after its start. Ctrl-C stops it.\n`);
      for (const line of [...addressBlock(addresses), '', ...firstCall()]) terminal.line(line);
    }
    await untilAborted(ending);
    terminal.line('\nStopping: the services finish what they have begun (Ctrl-C again ends them at once)');
  } finally {
    await system.stopAll();
  }
}

async function startThere(chosen: readonly Service[], directory: string, terminal: Terminal): Promise<void> {
  const client = new ControlClient(directory);
  const status = await client.status();
  const down = chosen.filter(({ name }) => status?.services.find((one) => one.name === name)?.state !== 'running');
  if (down.length === 0) terminal.line(`Orderflow runs already (process ${status?.pid}); see: npm run status`);
  await Promise.all(
    down.map(async ({ name, title }) => {
      await client.start(name);
      terminal.line(`${title} runs`);
    }),
  );
}
