import { type Service } from '@orderflow/platform';
import { endOnSignal } from '../terminal/end-on-signal.js';
import { type Terminal } from '../terminal/terminal.js';
import { ControlClient } from './control-client.js';

/**
 * Runs `use` while a service is down, and then starts it again if the system of this checkout ran it; also when `use`
 * fails, or is interrupted by Ctrl-C.
 */
export async function whileStopped(
  { name, title }: Service,
  dataDirectory: string,
  terminal: Terminal,
  use: () => Promise<void>,
): Promise<void> {
  const client = new ControlClient(dataDirectory);
  const before = (await client.status())?.services.find((service) => service.name === name);
  if (!before || before.state === 'stopped') return use();
  endOnSignal(); // from here on the first Ctrl-C does not end this process
  await client.stop(name);
  terminal.line(`${title} is stopped`);
  try {
    await use();
  } finally {
    await client.start(name);
    terminal.line(`${title} runs`);
  }
}
