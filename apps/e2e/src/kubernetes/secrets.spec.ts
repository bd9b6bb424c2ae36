import { describe, expect, it } from '@jest/globals';
import { read } from '../workspace/workspace.js';
import { build, CAN_BUILD, OVERLAYS } from './kustomize.js';
import { ofKind, secretsOf, workloads, type Manifest } from './manifests.js';
import { localSecrets } from './secrets.js';

/** Secrets that a manifest refers to, as `name/KEY`. */
function referredTo(manifests: readonly Manifest[]): string[] {
  const authentications = ofKind(manifests, 'TriggerAuthentication') as unknown as {
    spec: { secretTargetRef: { name: string; key: string }[] };
  }[];
  const ofKeda = authentications.flatMap(({ spec }) => spec.secretTargetRef.map(({ name, key }) => `${name}/${key}`));
  return [...new Set([...workloads(manifests).flatMap(secretsOf), ...ofKeda])].sort();
}

describe('secrets', () => {
  const check = CAN_BUILD ? it : it.skip;

  check.each(OVERLAYS)('are in no manifest of %s', (overlay) => {
    const manifests = build(overlay);
    expect(ofKind(manifests, 'Secret')).toEqual([]);
    expect(JSON.stringify(manifests)).not.toMatch(/:\/\/[^/"]*:[^/"]*@|BEGIN [A-Z ]*KEY/);
  });

  check('of the local overlay are all made by its script, anew each time', () => {
    const made = localSecrets();
    expect([...made.keys()].filter((name) => name !== 'postgres/create-databases.sql').sort()).toEqual(
      referredTo(build('local')),
    );
    expect([...made.values()].filter((value) => [...localSecrets().values()].includes(value))).toEqual([]);
  });

  check('of the production overlay are those that docs/deployment.md tells to create', () => {
    const rows = [...read('docs/deployment.md').matchAll(/^\| `([\w-]+)` \| ((?:`[A-Z_]+`(?:, )?)+) \|/gm)];
    const told = rows.flatMap(([, name, keys]) =>
      [...keys!.matchAll(/`([A-Z_]+)`/g)].map(([, key]) => `${name}/${key}`),
    );
    expect(told.sort()).toEqual(referredTo(build('production')));
  });
});
