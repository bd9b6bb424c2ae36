import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ActionableError } from '../actionable-error.js';

const run = promisify(execFile);
const NAME = 'postgres';

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = () => process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root: root runs it as the user "postgres", who is created if there is none.
 * Everybody else runs it as themselves: undefined.
 */
export async function systemUser(): Promise<SystemUser | undefined> {
  if (!isRoot()) return undefined;
  const user = await lookUp().catch(() => create().then(lookUp));
  return user;
}

async function lookUp(): Promise<SystemUser> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((option) => run('id', [option, NAME])));
  return { uid: Number(uid!.stdout), gid: Number(gid!.stdout) };
}

async function create(): Promise<void> {
  await run('groupadd', ['--system', NAME]).catch(() => undefined);
  await run('useradd', ['--system', '--no-create-home', '--gid', NAME, NAME]).catch((error: Error) => {
    throw new ActionableError(
      `PostgreSQL does not run as root, and the user "${NAME}" could not be created: ${error.message.trim()}`,
      `Create the user "${NAME}", or start as an ordinary user`,
    );
  });
}
