import { eventAccess } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { read } from '../workspace/workspace.js';
import { build, CAN_BUILD } from './kustomize.js';
import { environmentOf, ofKind, services } from './manifests.js';

interface Scaler {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string };
    readonly minReplicas?: number;
    readonly minReplicaCount?: number;
    readonly maxReplicaCount?: number;
    readonly triggers?: readonly { readonly metadata: Readonly<Record<string, string>> }[];
  };
}
interface Budget {
  readonly spec: { readonly maxUnavailable: number; readonly selector: { readonly matchLabels: object } };
}

const partitions = Number(/PARTITIONS:-(\d+)/.exec(read('deploy/compose/create-topics.sh'))![1]);

describe('the production overlay', () => {
  const manifests = CAN_BUILD ? build('production') : [];
  const deployments = services(manifests);
  const names = [...deployments.keys()];
  const byTraffic = ofKind(manifests, 'HorizontalPodAutoscaler') as unknown as Scaler[];
  const byLag = ofKind(manifests, 'ScaledObject') as unknown as Scaler[];
  const check = CAN_BUILD ? it : it.skip;

  check('has one scaler for each service, which alone says how many replicas there are', () => {
    const scaled = [...byTraffic, ...byLag].map(({ spec }) => spec.scaleTargetRef.name);
    expect(scaled.sort()).toEqual([...names].sort());
    for (const { spec } of deployments.values()) expect(spec.replicas).toBeUndefined();
  });

  check('keeps two replicas of each service at least', () => {
    for (const { spec } of [...byTraffic, ...byLag])
      expect(spec.minReplicas ?? spec.minReplicaCount).toBeGreaterThan(1);
  });

  check('scales who answers callers by traffic', () => {
    expect(byTraffic.map(({ metadata }) => metadata.name).sort()).toEqual(['gateway', 'order-api']);
  });

  check.each(['inventory', 'transaction', 'notification', 'analytics'] as const)(
    'scales %s by its lag on each topic that it reads, up to one replica a partition',
    (name) => {
      const { spec } = byLag.find(({ metadata }) => metadata.name === name)!;
      expect(spec.maxReplicaCount).toBeLessThanOrEqual(partitions);
      const triggers = spec.triggers!.map(({ metadata }) => metadata);
      expect(triggers.map(({ topic }) => topic).sort()).toEqual([...eventAccess[name]!.reads].sort());
      const { KAFKA_BROKERS } = environmentOf(deployments.get(name)!, manifests, new Map());
      for (const { bootstrapServers, consumerGroup } of triggers) {
        expect({ bootstrapServers, consumerGroup }).toEqual({ bootstrapServers: KAFKA_BROKERS, consumerGroup: name });
      }
    },
  );

  check('lets one replica of a service go at a time when machines are drained', () => {
    const budgets = ofKind(manifests, 'PodDisruptionBudget') as unknown as Budget[];
    expect(budgets.map(({ spec }) => spec.selector.matchLabels)).toEqual(
      expect.arrayContaining(
        names.map((name) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'service' })),
      ),
    );
    for (const { spec } of budgets) expect(spec.maxUnavailable).toBe(1);
  });
});
