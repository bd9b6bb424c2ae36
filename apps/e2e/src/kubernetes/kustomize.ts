import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { WORKSPACE } from '../workspace/workspace.js';
import type { Manifest } from './manifests.js';

export const OVERLAYS = ['local', 'production'] as const;
export type Overlay = (typeof OVERLAYS)[number];

/** kustomize itself, or the one that is part of kubectl; neither needs a cluster to build. */
const command = [
  { program: ['kustomize', 'build'], probe: ['kustomize', 'version'] },
  { program: ['kubectl', 'kustomize'], probe: ['kubectl', 'version', '--client'] },
].find(({ probe: [program, ...args] }) => spawnSync(program!, args).status === 0)?.program;

/** A developer who does not deploy to Kubernetes may go without kustomize; CI may not. */
export const CAN_BUILD = command !== undefined || process.env.CI !== undefined;

/** What `kubectl apply -k` would send. */
export function build(overlay: Overlay): Manifest[] {
  if (!command) throw new Error('kustomize is not installed: docs/deployment.md says how');
  const [program, ...args] = [...command, `deploy/kubernetes/overlays/${overlay}`];
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: WORKSPACE, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`kustomize says of ${overlay}: ${stderr}`);
  return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
}
