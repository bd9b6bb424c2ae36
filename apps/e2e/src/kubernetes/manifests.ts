/** The parts of Kubernetes' objects that the tests look at. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: unknown;
}

export type Labels = Readonly<Record<string, string>>;

/** A manifest that makes pods. */
export interface Workload extends Manifest {
  readonly spec: { readonly replicas?: number; readonly template: { metadata: { labels: Labels }; spec: PodSpec } };
}

export interface PodSpec {
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly topologySpreadConstraints?: readonly object[];
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: object;
  };
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly { readonly configMap?: { name: string }; readonly secret?: { secretName: string } }[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly { readonly configMapRef?: { name: string }; readonly secretRef?: { name: string } }[];
  readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>>>>;
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string | number };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
    readonly fieldRef?: { readonly fieldPath: string };
  };
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'Job', 'DaemonSet', 'CronJob'];

export const ofKind = (manifests: readonly Manifest[], ...kinds: readonly string[]): Manifest[] =>
  manifests.filter(({ kind }) => kinds.includes(kind));

export const workloads = (manifests: readonly Manifest[]): Workload[] => ofKind(manifests, ...WORKLOADS) as Workload[];

/** The Deployments of the services, by name. */
export const services = (manifests: readonly Manifest[]): Map<string, Workload> =>
  new Map(
    workloads(manifests)
      .filter(({ kind }) => kind === 'Deployment')
      .map((deployment) => [deployment.metadata.name, deployment]),
  );

export const containersOf = ({ spec: { template } }: Workload): Container[] => [
  ...template.spec.containers,
  ...(template.spec.initContainers ?? []),
];

/** A secret's name and key, as `name/KEY`. */
export const secretsOf = (workload: Workload): string[] =>
  containersOf(workload)
    .flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []))
    .map(({ name, key }) => `${name}/${key}`);

/** What the processes of a workload find in their environment. `secrets` has the values by `name/KEY`. */
export function environmentOf(
  workload: Workload,
  manifests: readonly Manifest[],
  secrets: ReadonlyMap<string, string>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { env = [], envFrom = [] } of workload.spec.template.spec.containers) {
    for (const { configMapRef } of envFrom) {
      const map = ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata.name === configMapRef?.name);
      Object.assign(environment, map!.data);
    }
    for (const { name, value, valueFrom } of env) {
      environment[name] = value ?? valueOf(valueFrom!, workload.spec.template.metadata.labels, secrets);
    }
  }
  return environment;
}

function valueOf(
  { secretKeyRef, fieldRef }: NonNullable<Variable['valueFrom']>,
  labels: Labels,
  secrets: ReadonlyMap<string, string>,
): string {
  if (secretKeyRef) return secrets.get(`${secretKeyRef.name}/${secretKeyRef.key}`)!;
  const [, label] = /^metadata\.labels\['(.+)'\]$/.exec(fieldRef!.fieldPath)!;
  return labels[label!]!;
}
