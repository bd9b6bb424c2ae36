import { ofKind, workloads, type Labels, type Manifest, type Workload } from './manifests.js';

interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: 'In' | 'NotIn'; values: readonly string[] }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: object;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port: string | number }[];
}
interface Policy {
  readonly podSelector: Selector;
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

const matches = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values }) => values.includes(labels[key] ?? '') === (operator === 'In'));

const labelsOf = (workload: Workload): Labels => workload.spec.template.metadata.labels;

/** A rule is for pods of this namespace if it names no other. */
const isFor = (peers: readonly Peer[], labels: Labels): boolean =>
  peers.some(
    ({ podSelector, namespaceSelector, ipBlock }) =>
      !namespaceSelector && !ipBlock && podSelector && matches(podSelector, labels),
  );

/** Each allowed way within the namespace, as `from > to:port`: one lets it out and another lets it in. */
export function allowedWays(manifests: readonly Manifest[]): string[] {
  const policies = ofKind(manifests, 'NetworkPolicy').map(({ spec }) => spec as Policy);
  const of = (workload: Workload) => policies.filter(({ podSelector }) => matches(podSelector, labelsOf(workload)));
  const all = workloads(manifests);
  return all.flatMap((from) =>
    all.flatMap((to) => {
      const ports = to.spec.template.spec.containers.flatMap((container) => container.ports ?? []);
      const leaves = of(from).flatMap(({ egress = [] }) => egress.filter((rule) => isFor(rule.to ?? [], labelsOf(to))));
      const enters = of(to).flatMap(({ ingress = [] }) =>
        ingress.filter((rule) => isFor(rule.from ?? [], labelsOf(from))),
      );
      const open = (rules: readonly Rule[], name: string) =>
        rules.some(({ ports }) => ports?.some(({ port }) => port === name));
      return ports
        .filter(({ name }) => open(leaves, name) && open(enters, name))
        .map(({ name }) => `${from.metadata.name} > ${to.metadata.name}:${name}`);
    }),
  );
}

/** Whether everything that no other policy allows is refused. */
export const deniesByDefault = (manifests: readonly Manifest[]): boolean =>
  ofKind(manifests, 'NetworkPolicy').some(({ spec }) => {
    const { podSelector, policyTypes, ingress, egress } = spec as Policy;
    return (
      Object.keys(podSelector).length === 0 &&
      policyTypes.includes('Ingress') &&
      policyTypes.includes('Egress') &&
      !ingress &&
      !egress
    );
  });
