import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { WORKSPACE } from '../workspace/workspace.js';
import { KEDA_SCHEMAS } from './keda-schemas.js';
import { build, CAN_BUILD, OVERLAYS } from './kustomize.js';

/** The oldest that knows all that is used, and a recent one. */
const RELEASES = ['1.30', '1.37'];
const folder = join(WORKSPACE, 'dist/kubernetes');

const isOfKeda = ({ apiVersion }: { apiVersion: string }) => apiVersion.startsWith('keda.sh/');

describe.each(OVERLAYS)('the overlay %s', (overlay) => {
  const manifests = CAN_BUILD ? build(overlay) : [];
  const check = CAN_BUILD ? it : it.skip;

  check.each(RELEASES)(
    'is valid by the schemas of Kubernetes %s, with no field that they do not know',
    (release) => {
      const file = join(folder, `${overlay}.yaml`);
      mkdirSync(folder, { recursive: true });
      const standard = manifests.filter((manifest) => !isOfKeda(manifest));
      writeFileSync(file, standard.map((manifest) => stringify(manifest)).join('---\n'));
      const { status, error, stdout, stderr } = spawnSync('kubernetes-validate', ['--strict', '-k', release, file], {
        encoding: 'utf8',
      });
      if (error) throw new Error('kubernetes-validate is not installed: docs/deployment.md says how', { cause: error });
      expect({ status, says: [stdout, stderr].join('').match(/(ERROR|WARN).*/g) }).toEqual({ status: 0, says: null });
    },
    60_000,
  );

  // Kubernetes' schemas do not have these; the fields are those of KEDA's documentation.
  check('has only the fields that KEDA documents in what is for KEDA', () => {
    const ajv = new Ajv({ allErrors: true });
    for (const manifest of manifests.filter(isOfKeda)) {
      const validate = ajv.compile(KEDA_SCHEMAS[manifest.kind]!);
      validate(manifest.spec);
      expect({ of: manifest.metadata.name, errors: validate.errors }).toEqual({
        of: manifest.metadata.name,
        errors: null,
      });
    }
  });
});
