import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { commandLine } from '../process/identity.js';
import { pidFileOf } from '../process/pid-file.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { clusterDirectory, createHome } from './home.js';
import { copyPrograms, installedPrograms } from './programs.js';
import { type SystemUser, systemUser } from './system-user.js';

/** Known to all: the server listens on loopback only and holds a developer's data. */
const ADMIN = 'postgres';
const GRACE_MS = 20_000;

export const adminUrl = (port: number) => `postgresql://${ADMIN}:${ADMIN}@127.0.0.1:${port}/postgres`;

/**
 * PostgreSQL on this port, its cluster created on first use. It is not started yet.
 * A commit is on the disk when it is acknowledged, unless `durable` is false (data that a test throws away).
 */
export async function postgresServer(
  dataDirectory: string,
  port: number,
  { durable }: { readonly durable: boolean },
): Promise<SupervisedProcess> {
  const user = await systemUser();
  const home = await createHome(dataDirectory);
  const installed = await installedPrograms();
  const programs = user ? await copyPrograms(installed, home) : installed;
  const bin = join(programs.directory, 'bin');
  const data = clusterDirectory(dataDirectory);
  if (!existsSync(data)) await initialise(join(bin, 'initdb'), data, user);
  await removeStaleLock(data);
  return new SupervisedProcess({
    title: 'PostgreSQL',
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), ...settings(durable)],
    cwd: home,
    ...user,
    logFile: join(dataDirectory, 'logs', 'postgresql.log'),
    pidFile: pidFileOf(dataDirectory, 'postgresql'),
    // SIGINT is the "fast" shutdown: it does not wait for clients to leave.
    stopSignal: 'SIGINT',
    graceMs: GRACE_MS,
  });
}

function settings(durable: boolean): string[] {
  return Object.entries({
    listen_addresses: '127.0.0.1',
    // The path of a Unix socket may not be longer than 107 bytes; a checkout's may.
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Makes the cluster beside its place and moves it there, so that a kill in between leaves nothing half done. */
async function initialise(initdb: string, data: string, user: SystemUser | undefined): Promise<void> {
  const draft = `${data}.draft`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, ADMIN);
  if (user) await Promise.all([draft, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  // The builtin locale sorts and compares the same on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${ADMIN}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  await promisify(execFile)(initdb, ['-D', draft, ...access, ...locale], { ...user, cwd: '/' });
  await rm(passwordFile);
  await rename(draft, data);
}

/**
 * PostgreSQL believes a lock file whose pid lives, even when that pid is by now another program's (after a reboot, or
 * in a container): such a file would stop every start.
 */
async function removeStaleLock(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  if (pid && !commandLine(pid)?.includes(data)) await rm(lock);
}

/** Whether it is this data directory's server that answers on the port, and not a neighbour's. */
export async function answersFrom(dataDirectory: string, port: number): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl(port), connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ directory: string }>(`SELECT current_setting('data_directory') AS directory`);
    return rows[0]?.directory === clusterDirectory(dataDirectory);
  } finally {
    await client.end();
  }
}
