import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME, ATTR_SERVICE_NAMESPACE } from '@opentelemetry/semantic-conventions';
import type { ServiceIdentity } from '../identity.js';
import { OneWarningExporter } from './one-warning-exporter.js';

/** A transaction has at most 500 events, and its span a link to each. */
const MAX_LINKS = 512;

/**
 * OpenTelemetry's SDK: batches of spans, by OTLP over HTTP (protobuf). Sampler, headers and further attributes of the
 * resource are what its own variables of the environment say (OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG,
 * OTEL_EXPORTER_OTLP_HEADERS, OTEL_RESOURCE_ATTRIBUTES); without them every trace is told.
 */
export class Sdk {
  private constructor(private readonly provider: NodeTracerProvider) {}

  /** Registers itself with OpenTelemetry's API; from then on asynchronous calls know their span. */
  static start(endpoint: string, { name }: ServiceIdentity): Sdk {
    const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
    const own = { [ATTR_SERVICE_NAME]: name, [ATTR_SERVICE_NAMESPACE]: 'orderflow' };
    const provider = new NodeTracerProvider({
      resource: defaultResource()
        .merge(detectResources({ detectors: [envDetector] }))
        .merge(resourceFromAttributes(own)),
      spanProcessors: [new BatchSpanProcessor(new OneWarningExporter(new OTLPTraceExporter({ url }), url))],
      spanLimits: { linkCountLimit: MAX_LINKS },
    });
    provider.register();
    return new Sdk(provider);
  }

  flush(): Promise<void> {
    return this.provider.forceFlush();
  }
}
