import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit, MODEL, repeatBlocks } from '../edit.js';

const BETWEEN_SERVICES = /(?<=\n)(?=FROM build AS pack-)/;

/** The stages that pack and run it. */
export function addToDockerfile(tree: Tree, consumer: Consumer): void {
  const isModels = (stages: string) => stages.startsWith(`FROM build AS pack-${MODEL.name}\n`);
  edit(tree, 'Dockerfile', (text) => repeatBlocks(text.split(BETWEEN_SERVICES), isModels, consumer).join(''));
}
