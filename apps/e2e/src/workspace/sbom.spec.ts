import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { read, WORKSPACE } from './workspace.js';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly object[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

interface BillOfMaterials {
  readonly bomFormat: string;
  readonly components: readonly Component[];
}

const root = JSON.parse(read('package.json')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
/** How npm marks what no service runs on. */
const DEVELOPMENT = { name: 'cdx:npm:package:development', value: 'true' };

describe('npm run sbom', () => {
  let bill: BillOfMaterials;
  beforeAll(() => {
    execFileSync('npm', ['run', 'sbom'], { cwd: WORKSPACE, stdio: 'pipe' });
    bill = JSON.parse(read('dist/sbom.cdx.json')) as BillOfMaterials;
  }, 60_000);

  const find = (name: string) => bill.components.filter(({ purl }) => purl.startsWith(purlOf(name)));
  const purlOf = (name: string) => `pkg:npm/${name.replace('@', '%40')}@`;

  it.each(Object.entries(root.dependencies))('lists %s, at %s', (name, version) => {
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = find(name).find((component) => component.version === version)!;
    expect(listed.properties).not.toContainEqual(DEVELOPMENT);
    expect(listed.hashes).toHaveLength(1);
  });

  it('lists also what these depend on', () => {
    expect(find('find-my-way')).toHaveLength(1); // Fastify's router
  });

  it.each(['jest', 'nx', 'eslint'])('marks %s, on which no service runs', (name) => {
    expect(find(name)[0]!.properties).toContainEqual(DEVELOPMENT);
  });
});
