import { type Tree } from '@nx/devkit';
import { type Consumer } from '../consumer.js';
import { edit } from '../edit.js';

/** What Prometheus reads. Rules and dashboards go by the label `service` and need nothing. */
export function addToPrometheus(tree: Tree, { name, port }: Consumer): void {
  const target = `      - { targets: ['${name}:${port}'], labels: { service: ${name} } }\n`;
  edit(tree, 'deploy/prometheus/prometheus.yml', (text) =>
    text.replace(/(?:^ +- \{ targets: .*\n)+/m, (targets) => targets + target),
  );
}
