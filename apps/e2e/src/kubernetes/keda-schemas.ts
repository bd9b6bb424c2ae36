/** Closed: a field that is not listed is an error. */
const closed = (properties: Record<string, object>, required: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const text = { type: 'string', minLength: 1 };
const whole = { type: 'integer', minimum: 1 };

const kafkaTrigger = closed(
  {
    type: { const: 'kafka' },
    metadata: closed(
      {
        bootstrapServers: text,
        consumerGroup: text,
        topic: text,
        offsetResetPolicy: { enum: ['earliest', 'latest'] },
        lagThreshold: { type: 'string', pattern: '^\\d+$' },
        sasl: { enum: ['none', 'plaintext', 'scram_sha256', 'scram_sha512'] },
        tls: { enum: ['enable', 'disable'] },
      },
      ['bootstrapServers', 'consumerGroup', 'topic', 'lagThreshold'],
    ),
    authenticationRef: closed({ name: text }, ['name']),
  },
  ['type', 'metadata'],
);

const scalingPolicy = closed({ type: { enum: ['Pods', 'Percent'] }, value: whole, periodSeconds: whole }, [
  'type',
  'value',
  'periodSeconds',
]);
const scalingRules = closed(
  { stabilizationWindowSeconds: { type: 'integer', minimum: 0 }, policies: { type: 'array', items: scalingPolicy } },
  [],
);

/**
 * Of KEDA's kinds the part of `spec` that is used here, by kind: https://keda.sh/docs/latest/reference/scaledobject-spec,
 * /concepts/authentication and /scalers/apache-kafka.
 */
export const KEDA_SCHEMAS: Readonly<Record<string, object>> = {
  ScaledObject: closed(
    {
      scaleTargetRef: closed({ name: text }, ['name']),
      minReplicaCount: { type: 'integer', minimum: 0 },
      maxReplicaCount: whole,
      pollingInterval: whole,
      advanced: closed(
        {
          horizontalPodAutoscalerConfig: closed(
            { behavior: closed({ scaleUp: scalingRules, scaleDown: scalingRules }, []) },
            [],
          ),
        },
        [],
      ),
      triggers: { type: 'array', minItems: 1, items: kafkaTrigger },
    },
    ['scaleTargetRef', 'triggers'],
  ),
  TriggerAuthentication: closed(
    {
      secretTargetRef: {
        type: 'array',
        items: closed({ parameter: { enum: ['username', 'password', 'ca', 'cert', 'key'] }, name: text, key: text }, [
          'parameter',
          'name',
          'key',
        ]),
      },
    },
    ['secretTargetRef'],
  ),
};
