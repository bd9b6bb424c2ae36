import { describe, expect, it } from '@jest/globals';
import { build, CAN_BUILD, OVERLAYS } from './kustomize.js';
import { services } from './manifests.js';
import { allowedWays, deniesByDefault } from './network.js';

const check = CAN_BUILD ? it : it.skip;

describe('who may talk to whom', () => {
  check.each(OVERLAYS)('is written down in %s, and all else is refused', (overlay) => {
    expect(deniesByDefault(build(overlay))).toBe(true);
  });

  check.each(OVERLAYS)('of the services in %s is the gateway to each, and no service to another', (overlay) => {
    const manifests = build(overlay);
    const others = [...services(manifests).keys()].filter((name) => name !== 'gateway');
    const toServices = allowedWays(manifests).filter((way) => way.endsWith(':http'));
    expect(toServices.sort()).toEqual(others.map((name) => `gateway > ${name}:http`).sort());
  });

  check('of the local platform is each service to Kafka, and each with a database to PostgreSQL', () => {
    const manifests = build('local');
    const names = [...services(manifests).keys()];
    const withDatabase = names.filter((name) => name !== 'gateway');
    const toPlatform = allowedWays(manifests).filter((way) => !way.endsWith(':http'));
    expect(toPlatform.sort()).toEqual(
      [
        ...names.map((name) => `${name} > kafka:kafka`),
        'topics > kafka:kafka',
        ...withDatabase.flatMap((name) => [`${name} > postgres:postgres`, `${name}-migration > postgres:postgres`]),
      ].sort(),
    );
  });
});
