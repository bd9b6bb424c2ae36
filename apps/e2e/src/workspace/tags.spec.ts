import { describe, expect, it } from '@jest/globals';
import { filesOf, read } from './workspace.js';

const projects = filesOf('apps/*/package.json', 'libs/*/package.json', 'tools/*/package.json');
const apps = projects.filter((file) => file.startsWith('apps/')).map((file) => file.split('/')[1]!);
const SCOPES = [...apps, 'shared'];
const TYPES = ['app', 'e2e', 'contracts', 'messaging', 'database', 'service', 'testing', 'tool'];

interface Project {
  readonly nx: { readonly name: string; readonly tags: readonly string[] };
}

describe('the Nx tags', () => {
  // A misspelt tag matches no constraint and so drops a rule silently.
  it.each(projects)('of %s are known, one of each', (file) => {
    const { tags } = (JSON.parse(read(file)) as Project).nx;
    expect(tags).toHaveLength(2);
    expect(SCOPES.map((scope) => `scope:${scope}`)).toContain(tags[0]);
    expect(TYPES.map((type) => `type:${type}`)).toContain(tags[1]);
  });
});
