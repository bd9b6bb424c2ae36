import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eventually } from '@orderflow/testing';
import { parse, stringify } from 'yaml';
import { PROMETHEUS, RULE_FILES, type AlertingRule, type RuleFile } from '../../src/monitoring/rules.js';
import type { Series } from '../../src/monitoring/missing.js';
import { WORKSPACE } from '../../src/workspace/workspace.js';

interface Sample {
  readonly metric: Series;
  readonly value: readonly [at: number, value: string];
}

/** An alert that fires or is about to. */
export interface Alert {
  readonly state: 'pending' | 'firing';
  readonly labels: Series;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A real Prometheus with this repository's configuration, as deploy/prometheus/local.sh starts it beside `npm start`. */
export class Prometheus {
  private constructor(
    private readonly process: ChildProcess,
    private readonly url: string,
    private readonly folder: string,
  ) {}

  /**
   * Reads the system on these ports every 3 s, as long as an answer may take: a service waits 2 s for the sizes of its tables.
   * The alerts that are named in `impatient` fire after 10 s instead of after their minutes; everything else is as it is.
   */
  static async start(portBase: number, port: number, impatient: readonly string[]): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'orderflow prometheus '));
    await cp(join(WORKSPACE, PROMETHEUS), join(folder, PROMETHEUS), { recursive: true });
    await change(join(folder, PROMETHEUS, 'prometheus.yml'), (config) =>
      config.replaceAll(/(scrape_\w+): \d+s/g, '$1: 3s').replace(/(evaluation_interval): \d+s/, '$1: 1s'),
    );
    for (const file of RULE_FILES) await change(join(folder, file), (rules) => hurried(rules, impatient));
    const child = spawn(join(folder, PROMETHEUS, 'local.sh'), {
      env: { ...process.env, PORT_BASE: String(portBase), PROMETHEUS_PORT: String(port), ORDERFLOW_DATA_DIR: '.data' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const complaint = text(child.stderr);
    const ended = once(child, 'exit').then(async () =>
      Promise.reject(new Error(`Prometheus ended: ${await complaint}`)),
    );
    const prometheus = new Prometheus(child, `http://127.0.0.1:${port}`, folder);
    try {
      await Promise.race([ended, eventually(() => prometheus.isReady(), 30_000)]);
    } catch (error) {
      await prometheus.stop();
      throw error;
    } finally {
      ended.catch(() => undefined);
    }
    return prometheus;
  }

  /** How each target stands, by the label `service`. */
  async targets(): Promise<Readonly<Record<string, string>>> {
    const { activeTargets } = await this.get<{
      activeTargets: { labels: Series; health: string; lastError: string }[];
    }>('targets');
    return Object.fromEntries(
      activeTargets.map(({ labels, health, lastError }) => [labels.service!, lastError || health]),
    );
  }

  async query(expression: string): Promise<readonly Sample[]> {
    return (await this.get<{ result: Sample[] }>(`query?query=${encodeURIComponent(expression)}`)).result;
  }

  /** Every series that it knows. */
  series(): Promise<readonly Series[]> {
    return this.get<Series[]>(`series?match[]=${encodeURIComponent('{__name__=~".+"}')}`);
  }

  async alerts(): Promise<readonly Alert[]> {
    return (await this.get<{ alerts: Alert[] }>('alerts')).alerts;
  }

  async stop(): Promise<void> {
    const exited = this.process.exitCode === null ? once(this.process, 'exit') : undefined;
    this.process.kill('SIGTERM');
    await exited;
    await rm(this.folder, { recursive: true, force: true });
  }

  private async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/-/ready`)).ok;
  }

  private async get<Data>(path: string): Promise<Data> {
    const answer = (await (await fetch(`${this.url}/api/v1/${path}`)).json()) as { data: Data; error?: string };
    if (answer.error) throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }
}

async function change(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(file, edit(await readFile(file, 'utf8')));
}

function hurried(rules: string, impatient: readonly string[]): string {
  const file = parse(rules) as RuleFile;
  const isImpatient = (rule: object): rule is AlertingRule =>
    'alert' in rule && impatient.includes((rule as AlertingRule).alert);
  const groups = file.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => (isImpatient(rule) ? { ...rule, for: '10s' } : rule)),
  }));
  return stringify({ groups });
}
