import { spawnSync } from 'node:child_process';
import { it } from '@jest/globals';
import { parse } from 'yaml';
import { read, WORKSPACE } from './workspace.js';

/** A service of a Compose file, as far as tests ask. */
export interface Container {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly build?: object;
  readonly environment?: Readonly<Record<string, string | number | null>>;
  readonly command?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly volumes?: readonly string[];
  readonly networks?: { readonly default: { readonly aliases: readonly string[] } };
}
export type Containers = Readonly<Record<string, Container>>;

export const servicesOf = (file: string) => (parse(read(file), { merge: true }) as { services: Containers }).services;

/** The Compose plugin, or Debian's docker-compose; neither needs a Docker engine to check a file. */
const compose = [['docker', 'compose'], ['docker-compose']].find((command) => run(command, 'version').status === 0);

/** For tests that need Compose: a developer without Docker may go without; CI may not. */
export const withCompose: typeof it.skip = (compose ?? process.env.CI) ? it : it.skip;

export const runCompose = (...args: string[]) => run(installed(), ...args);

/** @throws Error when there is none */
export function installed(): string[] {
  if (!compose) throw new Error('Compose is not installed; on Debian: apt-get install docker-compose');
  return compose;
}

function run([program, ...first]: string[], ...args: string[]) {
  return spawnSync(program!, [...first, ...args], { cwd: WORKSPACE, encoding: 'utf8' });
}
