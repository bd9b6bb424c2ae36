import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ServiceIdentity } from '../identity.js';

export type { Counter, Gauge, Histogram };

/** A metric: its name by Prometheus' conventions, with its unit; what it tells, in a sentence; its labels. */
export interface MetricOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  /** Each of few values, known beforehand: every combination is a series. Default: none. */
  readonly labels?: readonly Label[];
}

export interface CounterOptions<Label extends string> extends MetricOptions<Label> {
  /** The series that are there from the start, at 0: `increase()` does not see what a series begins with. Default: none. */
  readonly series?: readonly Readonly<Record<Label, string>>[];
}

export interface HistogramOptions<Label extends string> extends MetricOptions<Label> {
  /** Upper bounds, ascending. */
  readonly buckets: readonly number[];
}

/**
 * The metrics of one application, each with the label `service`. Not prom-client's global registry: several
 * applications may share a process. Count what is committed, not what may yet be rolled back.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly readers: (() => Promise<void> | void)[] = [];

  constructor({ name }: ServiceIdentity) {
    this.registry.setDefaultLabels({ service: name });
  }

  counter<Label extends string>({ name, help, labels = [], series = [] }: CounterOptions<Label>): Counter<Label> {
    const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.registry] });
    for (const known of series) counter.inc(known, 0);
    return counter;
  }

  gauge<Label extends string>({ name, help, labels = [] }: MetricOptions<Label>): Gauge<Label> {
    return new Gauge({ name, help, labelNames: [...labels], registers: [this.registry] });
  }

  histogram<Label extends string>({ name, help, labels = [], buckets }: HistogramOptions<Label>): Histogram<Label> {
    return new Histogram({
      name,
      help,
      labelNames: [...labels],
      buckets: [...buckets],
      registers: [this.registry],
    });
  }

  /** Calls `read` at the beginning of each scrape, to set gauges. It must not reject, and is waited for. */
  beforeScrape(read: () => Promise<void> | void): void {
    this.readers.push(read);
  }

  /** All of them, in Prometheus' text format 0.0.4. */
  async scrape(): Promise<string> {
    await Promise.all(this.readers.map(async (read) => read()));
    return this.registry.metrics();
  }
}
