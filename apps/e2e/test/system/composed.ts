import { join } from 'node:path';
import { type Container, servicesOf } from '../../src/workspace/compose.js';
import { WORKSPACE } from '../../src/workspace/workspace.js';

const plain = servicesOf('docker-compose.yml');
const secure = servicesOf('deploy/compose/secure.yml');

/** Where something is that has another address in a container than it has here. */
export interface Places {
  /** Takes the place of the volumes, a folder each, and of the image's programs, in `bin`. */
  readonly folder: string;
  /** Of Kafka's ports in its container, by the port here. */
  readonly ports: Readonly<Record<number, number>>;
  /** What Compose finds in its own environment. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What a container of the secured Compose runs and knows, as a process of this machine can run it. */
export interface Composed {
  readonly command?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck: readonly string[];
}

/** Puts both files together as Compose does, and the places of this machine for those of the container. */
export function composed(name: string, places: Places): Composed {
  const [base, own] = [plain[name], secure[name]];
  const here = (text: string | number) => atHome(interpolated(String(text), places), volumesOf(base, own), places);
  const environment = { ...base?.environment, ...own?.environment };
  const command = own?.command ?? base?.command;
  return {
    command: command && here(command),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, here(value ?? '')])),
    healthcheck: (own?.healthcheck?.test ?? []).slice(1).map(here),
  };
}

/** `$NAME` and `${NAME:-default}`. */
const interpolated = (text: string, { settings }: Places) =>
  text.replace(
    /\$(?:(\w+)|\{(\w+):-([^}]*)\})/g,
    (_, short?: string, long?: string, otherwise?: string) => settings[short ?? long!] ?? otherwise ?? '',
  );

/** What is mounted, a file of the workspace or a volume, and its path in the container. */
const volumesOf = (...containers: (Container | undefined)[]) =>
  containers.flatMap((container) => container?.volumes ?? []).map((volume) => volume.split(':') as [string, string]);

function atHome(text: string, volumes: readonly [string, string][], { folder, ports }: Places): string {
  const mounted = volumes.map(([source, path]) => [path, join(source.startsWith('.') ? WORKSPACE : folder, source)]);
  return [...mounted, ['/opt/kafka/bin', join(folder, 'bin')]]
    .reduce((before, [path, place]) => before.replaceAll(path!, place!), text)
    .replace('127.0.0.1:9092', '127.0.0.1:19092') // published as the one, listened to as the other
    .replaceAll('kafka:', 'localhost:')
    .replaceAll('://:', '://localhost:')
    .replace(new RegExp(`(?<=:)(${Object.keys(ports).join('|')})\\b`, 'g'), (port) => String(ports[Number(port)]));
}
