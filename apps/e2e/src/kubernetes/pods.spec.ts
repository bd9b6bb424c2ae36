import { describe, expect, it } from '@jest/globals';
import { build, CAN_BUILD, OVERLAYS } from './kustomize.js';
import { containersOf, ofKind, services, workloads } from './manifests.js';

describe.each(OVERLAYS)('the pods of the overlay %s', (overlay) => {
  const manifests = CAN_BUILD ? build(overlay) : [];
  const all = workloads(manifests);
  const ours = [...services(manifests).values()];
  const check = CAN_BUILD ? it : it.skip;

  check('run as nobody in particular, with no privilege and no way to Kubernetes itself', () => {
    expect(all.length).toBeGreaterThan(10);
    for (const workload of all) {
      const { spec } = workload.spec.template;
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(spec.securityContext!.runAsUser).toBeGreaterThan(0);
      for (const { securityContext } of containersOf(workload)) {
        expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
        expect(securityContext!.capabilities!.add).toBeUndefined();
      }
    }
  });

  check('write nothing into an image of ours', () => {
    const written = all
      .flatMap(containersOf)
      .filter(({ image, securityContext }) => /orderflow\//.test(image) && !securityContext?.readOnlyRootFilesystem);
    expect(written.map(({ image }) => image)).toEqual([]);
  });

  check('say what they need, and how much memory they may take', () => {
    for (const { image, resources } of all.flatMap(containersOf)) {
      const { requests, limits } = resources!;
      expect([image, Object.keys(requests).sort(), Object.keys(limits)]).toEqual([
        image,
        ['cpu', 'memory'],
        ['memory'],
      ]);
    }
  });

  check('run images of a known version', () => {
    for (const { image } of all.flatMap(containersOf))
      expect(image).toMatch(/(@sha256:[\da-f]{64}|:(?!latest)[\w.-]+)$/);
  });

  check('that stay have all three probes; those of a service ask its own routes', () => {
    for (const workload of all.filter(({ kind }) => kind !== 'Job')) {
      for (const { startupProbe, livenessProbe, readinessProbe } of containersOf(workload)) {
        expect([startupProbe, livenessProbe, readinessProbe]).not.toContain(undefined);
        if (workload.kind !== 'Deployment') continue;
        expect(startupProbe!.httpGet).toEqual({ path: '/health/live', port: 'http' });
        expect(livenessProbe!.httpGet).toEqual({ path: '/health/live', port: 'http' });
        expect(readinessProbe!.httpGet).toEqual({ path: '/health/ready', port: 'http' });
      }
    }
  });

  check('of a service are left the time that it takes to stop', () => {
    const [settings] = ofKind(manifests, 'ConfigMap').filter(({ metadata }) => metadata.name.startsWith('settings'));
    const timeout = Number(settings!.data!.SHUTDOWN_TIMEOUT_SECONDS);
    for (const { spec } of ours) {
      const { containers, terminationGracePeriodSeconds } = spec.template.spec;
      const pause = containers[0]!.lifecycle!.preStop!.sleep!.seconds;
      expect(terminationGracePeriodSeconds).toBeGreaterThan(timeout + pause);
    }
  });

  check('of a service are spread over machines and zones', () => {
    for (const { spec } of ours) {
      const keys = spec.template.spec.topologySpreadConstraints as { topologyKey: string }[];
      expect(keys.map(({ topologyKey }) => topologyKey)).toEqual([
        'kubernetes.io/hostname',
        'topology.kubernetes.io/zone',
      ]);
    }
  });
});
