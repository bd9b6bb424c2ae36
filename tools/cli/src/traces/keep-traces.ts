import { join } from 'node:path';
import { OTLP_PORT, TraceReceiver, TraceStore } from '@orderflow/tracing';

/** An exporter would wait for 5 s otherwise. */
const EXPORT_INTERVAL_MS = 1000;

/** The traces of a system while it runs with `--traces`. */
export interface KeptTraces {
  /** What its services are told. */
  readonly environment: NodeJS.ProcessEnv;
  /** What to tell whoever started it. */
  readonly hint: string;
  close(): Promise<void>;
}

export const traceStoreIn = (dataDirectory: string) => new TraceStore(join(dataDirectory, 'traces'));

/** Receives what the services export and keeps it in the data directory; unless the environment names another receiver. */
export async function keepTraces(dataDirectory: string, env: NodeJS.ProcessEnv): Promise<KeptTraces> {
  const elsewhere = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (elsewhere) {
    const hint = `Traces go to ${elsewhere}, as OTEL_EXPORTER_OTLP_ENDPOINT says; --traces keeps none here`;
    return { environment: {}, hint, close: () => Promise.resolve() };
  }
  const store = traceStoreIn(dataDirectory);
  const receiver = await TraceReceiver.listen((spans) => store.append(spans), OTLP_PORT);
  return {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_BSP_SCHEDULE_DELAY: env.OTEL_BSP_SCHEDULE_DELAY ?? String(EXPORT_INTERVAL_MS),
    },
    hint: 'See where the time of an order went: npm run trace -- <its id>',
    close: () => receiver.close(),
  };
}
