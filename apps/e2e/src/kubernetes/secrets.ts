import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { WORKSPACE } from '../workspace/workspace.js';
import type { Manifest } from './manifests.js';

/** What the script of the local overlay makes, by `name/KEY`. */
export function localSecrets(): Map<string, string> {
  const script = join(WORKSPACE, 'deploy/kubernetes/overlays/local/secrets.sh');
  const made = parseAllDocuments(execFileSync(script, { encoding: 'utf8' })).map(
    (document) => document.toJS() as Manifest,
  );
  return new Map(
    made.flatMap(({ metadata, stringData = {} }) =>
      Object.entries(stringData).map(([key, value]) => [`${metadata.name}/${key}`, value] as const),
    ),
  );
}
