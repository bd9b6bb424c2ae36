import { join } from 'node:path';
import { formatFiles, generateFiles, type GeneratorCallback, type Tree } from '@nx/devkit';
import { type ConsumerOptions, describeConsumer } from './consumer.js';
import { linkPackage } from './link-package.js';
import { nextSteps } from './next-steps.js';
import { addToCompose } from './register/compose.js';
import { addToDockerfile } from './register/dockerfile.js';
import { addToEnvExample } from './register/env-example.js';
import { addToKafkaPermissions } from './register/kafka-permissions.js';
import { addToKubernetes } from './register/kubernetes.js';
import { addToLockFile } from './register/lock-file.js';
import { addToPrometheus } from './register/prometheus.js';
import { addToTypeScript } from './register/typescript.js';

const TEMPLATES = join(import.meta.dirname, '../../templates/consumer');

/**
 * Writes a service that handles events, and its entries in the files of deployment. The answer is what is to be done once
 * the files are there. Nothing is written when it throws.
 * @throws Error for a name that is none or is taken, for an event that is no contract, for a port that is taken.
 */
export async function generateConsumer(tree: Tree, options: ConsumerOptions): Promise<GeneratorCallback> {
  const consumer = describeConsumer(tree, options);
  generateFiles(tree, TEMPLATES, `apps/${consumer.name}`, consumer);
  for (const register of [
    addToTypeScript,
    addToDockerfile,
    addToCompose,
    addToKubernetes,
    addToPrometheus,
    addToKafkaPermissions,
    addToEnvExample,
    addToLockFile,
  ]) {
    register(tree, consumer);
  }
  await formatFiles(tree);
  return () => {
    linkPackage(tree.root, consumer);
    for (const line of nextSteps(consumer)) console.log(line);
  };
}
