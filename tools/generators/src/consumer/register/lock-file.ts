import { readJson, type Tree, updateJson } from '@nx/devkit';
import { type Consumer } from '../consumer.js';

interface LockFile {
  readonly packages: Readonly<Record<string, object>>;
}
interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: object;
  readonly devDependencies: object;
}

const FILE = 'package-lock.json';
/** npm's order. */
const inOrder = ([one]: [string, object], [other]: [string, object]) => one.localeCompare(other, 'en');

/** What `npm install` would add: it needs no package that is not there, so that there is nothing to download. */
export function addToLockFile(tree: Tree, { name }: Consumer): void {
  const folder = `apps/${name}`;
  const own = readJson<Package>(tree, `${folder}/package.json`);
  const { version, dependencies, devDependencies } = own;
  updateJson<LockFile>(tree, FILE, (lock) => {
    const packages = {
      ...lock.packages,
      [folder]: { name: own.name, version, dependencies, devDependencies },
      [`node_modules/${own.name}`]: { resolved: folder, link: true },
    };
    return { ...lock, packages: Object.fromEntries(Object.entries(packages).sort(inOrder)) };
  });
}
