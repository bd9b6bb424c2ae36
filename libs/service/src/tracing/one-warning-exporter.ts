import { Logger } from '@nestjs/common';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';

type Answer = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** `ExportResultCode.SUCCESS` of @opentelemetry/core, which only the SDK itself depends on. */
const SUCCESS = 0;

/** An exporter that says once that its collector does not answer, and once that it does again. Spans between are lost. */
export class OneWarningExporter implements SpanExporter {
  private readonly logger = new Logger('Tracing');
  private failing = false;

  /** @param url where the spans go; a password in it is not shown */
  constructor(
    private readonly exporter: SpanExporter,
    private readonly url: string,
  ) {}

  export(spans: ReadableSpan[], done: (answer: Answer) => void): void {
    this.exporter.export(spans, (answer) => {
      this.notice(answer);
      done(answer);
    });
  }

  forceFlush(): Promise<void> {
    return this.exporter.forceFlush?.() ?? Promise.resolve();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  private notice({ code, error }: Answer): void {
    const failed = Number(code) !== SUCCESS;
    if (failed === this.failing) return;
    this.failing = failed;
    const { origin } = new URL(this.url);
    if (failed)
      this.logger.warn(`Spans are lost: ${origin} does not take them: ${error?.message ?? 'no reason given'}`);
    else this.logger.log(`${origin} takes spans again`);
  }
}
