import { type Tree, updateJson } from '@nx/devkit';
import { type Consumer } from '../consumer.js';

interface Solution {
  readonly references: readonly { readonly path: string }[];
}

/** `tsc --build` at the top, and editors, find it. */
export function addToTypeScript(tree: Tree, { name }: Consumer): void {
  updateJson<Solution>(tree, 'tsconfig.json', (solution) => {
    const references = [...solution.references, { path: `./apps/${name}` }];
    return { ...solution, references: references.sort((one, other) => one.path.localeCompare(other.path, 'en')) };
  });
}
