import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { promtool } from '../monitoring/promtool.js';
import { read } from '../workspace/workspace.js';
import { build, CAN_BUILD } from './kustomize.js';
import { services } from './manifests.js';

interface Job {
  readonly relabel_configs: readonly {
    readonly action?: string;
    readonly source_labels: readonly string[];
    readonly regex?: string;
    readonly target_label?: string;
  }[];
  readonly kubernetes_sd_configs: readonly { readonly namespaces: { readonly names: readonly string[] } }[];
}

const FILE = 'deploy/prometheus/kubernetes.yml';

describe(FILE, () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow prometheus '));
  afterAll(() => rmSync(folder, { recursive: true }));
  const [job] = (parse(read(FILE)) as { scrape_configs: [Job] }).scrape_configs;

  it('is accepted by Prometheus', () => {
    // Debian's Prometheus is built without what finds pods: targets by name stand in for that.
    const file = join(folder, 'prometheus.yml');
    writeFileSync(file, read(FILE).replace(/kubernetes_sd_configs:\n.*/, 'static_configs: [{ targets: [pod:3000] }]'));
    expect(promtool('check', 'config', '--syntax-only', file)).toContain('SUCCESS');
  });

  (CAN_BUILD ? it : it.skip)('keeps the pods of the services and no others, and calls each by its name', () => {
    const [component, port, name] = job.relabel_configs;
    for (const { metadata, spec } of services(build('production')).values()) {
      const { labels } = spec.template.metadata;
      const told = Object.fromEntries(
        Object.entries(labels).map(([label, value]) => [`pod_label_${label.replaceAll(/\W/g, '_')}`, value]),
      );
      const of = (rule: Job['relabel_configs'][number]) =>
        told[rule.source_labels[0]!.replace('__meta_kubernetes_', '')];
      expect(of(component!)).toBe(component!.regex);
      expect(of(name!)).toBe(metadata.name);
      expect(spec.template.spec.containers[0]!.ports!.map((one) => one.name)).toEqual([port!.regex]);
      expect(job.kubernetes_sd_configs[0]!.namespaces.names).toEqual([metadata.namespace]);
    }
    expect(name!.target_label).toBe('service');
  });
});
