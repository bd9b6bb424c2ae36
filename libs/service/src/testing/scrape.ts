type Labels = Readonly<Record<string, string | number>>;

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a service's `/metrics` answered. */
export class Scrape {
  private readonly samples: readonly Sample[];

  private constructor(
    /** In Prometheus' text format. */
    readonly text: string,
  ) {
    this.samples = text.split('\n').flatMap((line) => sampleOf(line) ?? []);
  }

  /** Of a service at `url`, which has no slash at its end. */
  static async of({ url }: { readonly url: string }): Promise<Scrape> {
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    if (!response.ok) throw new Error(`GET /metrics is answered ${response.status}: ${text}`);
    return new Scrape(text);
  }

  /** The names of the metrics, those without a sample too, and none that Node.js or the process has. */
  get names(): string[] {
    const declared = [...this.text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
    return declared.filter((name) => !/^(nodejs|process)_/.test(name)).sort();
  }

  /** The sum over all series that have these labels; undefined when there is none. */
  value(name: string, labels: Labels = {}): number | undefined {
    const found = this.samples.filter((sample) => sample.name === name && has(sample, labels));
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  }

  /** The values of a label over all series of a metric, each once. */
  labelValues(name: string, label: string): string[] {
    const values = this.samples.filter((sample) => sample.name === name).map(({ labels }) => labels[label]!);
    return [...new Set(values)].sort();
  }
}

const has = (sample: Sample, labels: Labels): boolean =>
  Object.entries(labels).every(([label, value]) => sample.labels[label] === String(value));

function sampleOf(line: string): Sample | undefined {
  const [, name, labels = '', value] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label!, text!]);
  return { name, labels: Object.fromEntries(pairs) as Sample['labels'], value: Number(value) };
}
