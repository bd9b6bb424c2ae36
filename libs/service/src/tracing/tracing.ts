import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { ServiceIdentity } from '../identity.js';
import type { ServiceSettings } from '../settings/service-settings.js';

type Settings = Pick<ServiceSettings, 'OTEL_EXPORTER_OTLP_ENDPOINT'>;

/** A collector that does not answer must not hold up a stop for long. */
const FLUSH_MS = 3_000;

/** What is loaded where the process traces, and nowhere else. */
interface Parts {
  readonly sdk: { flush(): Promise<void> };
  readonly traceRequests: (fastify: FastifyInstance) => void;
}

/** Whether and where to this process tells its spans: nowhere, unless OTEL_EXPORTER_OTLP_ENDPOINT is set. */
export class Tracing {
  private constructor(private readonly parts?: Parts) {}

  /** Registers a tracer provider with OpenTelemetry's API, if the settings say where its spans go. */
  static async start({ OTEL_EXPORTER_OTLP_ENDPOINT }: Settings, identity: ServiceIdentity): Promise<Tracing> {
    if (!OTEL_EXPORTER_OTLP_ENDPOINT) return new Tracing();
    const [{ Sdk }, { traceRequests }] = await Promise.all([import('./sdk.js'), import('./request-spans.js')]);
    return new Tracing({ sdk: Sdk.start(OTEL_EXPORTER_OTLP_ENDPOINT, identity), traceRequests });
  }

  /** Gives every request of the routes that are added from now on a span. */
  traceRequests(fastify: FastifyInstance): void {
    this.parts?.traceRequests(fastify);
  }

  /** Resolves when all spans are told, or cannot be told in 3 s. */
  async flush(): Promise<void> {
    if (!this.parts) return;
    let patience: NodeJS.Timeout | undefined;
    const tooLong = new Promise((resolve) => (patience = setTimeout(resolve, FLUSH_MS)));
    await Promise.race([this.parts.sdk.flush(), tooLong]).catch((error: Error) => {
      new Logger('Tracing').warn(`The last spans are lost: ${error.message}`);
    });
    clearTimeout(patience);
  }
}
