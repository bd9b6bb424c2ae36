import { databaseServices, services as known } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { settingsOf } from '../workspace/settings-of.js';
import { read } from '../workspace/workspace.js';
import { build, CAN_BUILD, OVERLAYS } from './kustomize.js';
import { environmentOf, ofKind, services, workloads, type Manifest } from './manifests.js';

const names = known.map(({ name }) => name);
const withDatabase = databaseServices.map(({ name, portOffset }) => ({ name, port: 3000 + portOffset }));
const upstreams = withDatabase
  .map((service) => ({ ...service, setting: `${service.name.toUpperCase().replaceAll('-', '_')}_URL` }))
  .filter(({ setting }) => settingsOf('gateway').has(setting));
const allSettings = new Set(names.flatMap((name) => [...settingsOf(name)]));

/** What the Dockerfile's target of a service runs. */
const commandOf = (service: string) =>
  JSON.parse(new RegExp(`^CMD (\\[.*apps/${service}/.*\\])$`, 'm').exec(read('Dockerfile'))![1]!) as string[];

const find = (manifests: readonly Manifest[], kind: string, name: string) =>
  ofKind(manifests, kind).find(({ metadata }) => metadata.name === name)!;

describe.each(OVERLAYS)('the overlay %s', (overlay) => {
  const manifests = CAN_BUILD ? build(overlay) : [];
  const deployments = services(manifests);
  const check = CAN_BUILD ? it : it.skip;

  check('has every service of the workspace, and no other', () => {
    expect([...deployments.keys()].sort()).toEqual([...names].sort());
  });

  check.each(known)('lets $name be found at its own port', ({ name, portOffset }) => {
    const port = 3000 + portOffset;
    const [container] = deployments.get(name)!.spec.template.spec.containers;
    expect(container!.ports).toEqual([{ name: 'http', containerPort: port }]);
    expect(container!.command).toBeUndefined();
    expect(find(manifests, 'Service', name).spec).toMatchObject({
      selector: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'service' },
      ports: [{ name: 'http', port, targetPort: 'http' }],
    });
  });

  check.each(names)('tells %s nothing that it does not know as a setting', (name) => {
    const own = settingsOf(name);
    const [container] = deployments.get(name)!.spec.template.spec.containers;
    expect(container!.env!.filter((variable) => !own.has(variable.name))).toEqual([]);
    expect(container!.envFrom).toHaveLength(1);
    const environment = environmentOf(deployments.get(name)!, manifests, new Map());
    expect(Object.keys(environment).filter((setting) => !allSettings.has(setting))).toEqual([]);
  });

  check.each(upstreams)('tells the gateway by $setting where $name is', ({ name, port, setting }) => {
    const environment = environmentOf(deployments.get('gateway')!, manifests, new Map());
    expect(environment[setting]).toBe(`http://${name}:${port}`);
  });

  check.each(withDatabase)('migrates by a Job what $name works on, with its image and database', ({ name }) => {
    const job = workloads(manifests).find(({ metadata }) => metadata.name === `${name}-migration`)!;
    const [migration] = job.spec.template.spec.containers;
    const [service] = deployments.get(name)!.spec.template.spec.containers;
    expect(migration!.image).toBe(service!.image);
    expect(migration!.command).toEqual([...commandOf(name), '--migrate']);
    expect(migration!.env).toContainEqual(service!.env!.find((variable) => variable.name === 'DATABASE_URL'));
  });

  check('sends no request to the pod of a Job', () => {
    const jobs = workloads(manifests).filter(({ kind }) => kind === 'Job');
    const components = jobs.map(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/component']);
    expect(components).not.toContain('service');
  });
});
