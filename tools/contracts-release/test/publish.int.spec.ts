import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogue } from '@orderflow/contracts';
import { ActionableError, startRegistry, type SupervisedProcess } from '@orderflow/platform';
import { contractsOf } from '../src/contract.js';
import { publishSubjects } from '../src/registry/publish-subjects.js';
import { RegistryClient } from '../src/registry/registry-client.js';
import { subjectOf } from '../src/registry/subject.js';

/** The first run fetches the registry, 109 MB. */
const FETCH_MS = 600_000;

const contracts = contractsOf(catalogue);
const subjects = contracts.map((contract) => subjectOf(contract));
const [first, second] = contracts;

let directory: string;
let url: string;
let client: RegistryClient;
const processes: SupervisedProcess[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'registry-'));
  const observer = { done: () => undefined, note: () => undefined, progress: () => undefined };
  const options = { dataDirectory: directory, env: process.env, observer, throwaway: true };
  url = await startRegistry(options, processes);
  client = new RegistryClient({ url });
}, FETCH_MS);
afterAll(async () => {
  await Promise.all(processes.map((process) => process.stop()));
  await rm(directory, { recursive: true });
});

/** What the registry itself says, not what the client makes of it. */
async function registryAnswers(path: string): Promise<unknown> {
  return (await fetch(url + path)).json();
}

/** A contract with another schema of its first field, or with one more. */
function withField(contract: typeof first, name: string, schema: object) {
  const { properties } = contract!.schema as { properties: object };
  return { ...contract!, schema: { ...contract!.schema, properties: { ...properties, [name]: schema } } };
}

describe('contracts in a real registry', () => {
  it('are registered once, one subject each, backwards compatible', async () => {
    const published = await publishSubjects(client, subjects);
    expect(published.map(({ version, isNew }) => [version, isNew])).toEqual(subjects.map(() => [1, true]));
    expect(published[0]!.subject).toBe('order-events-ORDER_CREATED.v1');
    expect(((await registryAnswers('/subjects')) as string[]).sort()).toEqual(subjects.map(({ name }) => name).sort());
    for (const { name } of subjects) {
      expect(await registryAnswers(`/config/${name}`)).toEqual({ compatibilityLevel: 'BACKWARD' });
    }

    const again = await publishSubjects(client, subjects);
    expect(again.map(({ version, isNew }) => [version, isNew])).toEqual(subjects.map(() => [1, false]));
    expect(await registryAnswers(`/subjects/${subjects[0]!.name}/versions`)).toEqual([1]);
  });

  it('may gain an optional field', async () => {
    const extended = subjectOf(withField(first, 'note', { type: 'string' }));
    expect(await publishSubjects(client, [extended])).toEqual([{ subject: extended.name, version: 2, isNew: true }]);
  });

  it('that break consumers are refused with the registry’s reason, and the others stay out with them', async () => {
    const broken = subjectOf(withField(first, 'customerId', { type: 'integer' }));
    const extended = subjectOf(withField(second, 'note', { type: 'string' }));
    const publishing = publishSubjects(client, [extended, broken]);
    await expect(publishing).rejects.toThrow(ActionableError);
    await expect(publishing).rejects.toThrow(
      /order-events-ORDER_CREATED\.v1: .*SUBSCHEMA_TYPE_CHANGED at \/properties\/customerId/,
    );
    expect(await registryAnswers(`/subjects/${broken.name}/versions`)).toEqual([1, 2]);
    expect(await registryAnswers(`/subjects/${extended.name}/versions`)).toEqual([1]);
  });

  it('get a new version beside the old one, which stays', async () => {
    const next = subjectOf({ ...withField(first, 'customerId', { type: 'integer' }), version: 99 });
    await publishSubjects(client, [...subjects, next]);
    expect(await registryAnswers('/subjects/order-events-ORDER_CREATED.v99/versions')).toEqual([1]);
    expect(await registryAnswers('/subjects/order-events-ORDER_CREATED.v1/versions')).toEqual([1, 2]);
  });
});
