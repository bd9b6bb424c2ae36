import { readJson, type Tree } from '@nx/devkit';

/** What a service's package.json says of it, as `orderflow`. */
export interface Manifest {
  readonly title: string;
  readonly portOffset: number;
  readonly database?: string;
}

/** Those of all services of the workspace. */
export function servicesIn(tree: Tree): Manifest[] {
  return tree
    .children('apps')
    .map((app) => `apps/${app}/package.json`)
    .filter((file) => tree.exists(file))
    .flatMap((file) => readJson<{ readonly orderflow?: Manifest }>(tree, file).orderflow ?? []);
}
