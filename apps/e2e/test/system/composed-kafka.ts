import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { anyFreePort, findJava, kafkaClassPath, kafkaVersion, SupervisedProcess } from '@orderflow/platform';
import { eventually } from '@orderflow/testing';
import { WORKSPACE } from '../../src/workspace/workspace.js';
import { composed, type Places } from './composed.js';

/** Kafka's own tools that the scripts call: what they are in its image but for the class path. */
const TOOLS = {
  'kafka-acls.sh': 'org.apache.kafka.tools.AclCommand',
  'kafka-broker-api-versions.sh': 'org.apache.kafka.tools.BrokerApiVersionsCommand',
  'kafka-configs.sh': 'kafka.admin.ConfigCommand',
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
};
const MEMORY = ['-Xmx256m', '-XX:+UseSerialGC'];
const SERVES_MS = 60_000;
/** As the image has it where nobody sets one. */
const CLUSTER_ID = '5L6g3nShT-eMCtK--X86sw';

/**
 * The Kafka of `deploy/compose/secure.sh up`, and what prepares it, as processes: the scripts of the containers, with the
 * environment that Compose gives them; the image's program that makes the settings of its environment; Kafka's own tools.
 */
export class ComposedKafka {
  private kafka?: SupervisedProcess;

  private constructor(
    readonly folder: string,
    private readonly ports: Places['ports'],
    private readonly java: string,
  ) {}

  static async create(): Promise<ComposedKafka> {
    const folder = mkdtempSync(join(tmpdir(), 'orderflow compose '));
    const ports: Record<number, number> = {};
    for (const port of [9092, 9093, 9094, 19092]) ports[port] = await anyFreePort();
    const { command } = await findJava();
    const kafka = new ComposedKafka(folder, ports, command);
    for (const name of ['bin', 'config', 'kafka-keys', 'kafka-ca']) mkdirSync(join(folder, name));
    kafka.install();
    return kafka;
  }

  /** In the order of `depends_on`. */
  async up(): Promise<void> {
    // Compose itself would want Docker.
    await this.run('deploy/compose/secure.sh', { ORDERFLOW_DATA_DIR: this.folder, COMPOSE: 'true' }, 'up');
    await this.runContainer('certificate');
    await this.serve();
    await this.runContainer('users', this.passwords);
    await this.runContainer('topics');
  }

  async down(): Promise<void> {
    await this.kafka?.stop();
  }

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true });
  }

  /** The settings of a service, which name the files and ports of this machine. */
  settingsOf(service: string): Readonly<Record<string, string>> {
    return composed(service, this.places).environment;
  }

  /** Where Kafka is for programs outside of the containers. */
  get published(): string {
    return `127.0.0.1:${this.ports[19092]}`;
  }

  get administration(): string {
    return `localhost:${this.ports[9094]}`;
  }

  /** By the names of the variables that have them. */
  get passwords(): Readonly<Record<string, string>> {
    const lines = readFileSync(join(this.folder, 'compose-secure.env'), 'utf8').trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
  }

  /** Every command line of Kafka's tools until now. */
  get arguments(): string {
    return readFileSync(join(this.folder, 'arguments'), 'utf8');
  }

  /** Runs one of Kafka's tools as the administrator. */
  tool(name: keyof typeof TOOLS, ...args: string[]): Promise<string> {
    const { BOOTSTRAP_SERVER, COMMAND_CONFIG } = composed('users', this.places).environment;
    const administrator = ['--bootstrap-server', BOOTSTRAP_SERVER!, '--command-config', COMMAND_CONFIG!];
    return this.run(join(this.folder, 'bin', name), {}, ...administrator, ...args);
  }

  private get places(): Places {
    const settings = { ...this.passwords };
    return { folder: this.folder, ports: this.ports, settings };
  }

  /** The platform has Kafka without its tools: they come from the same repository, or from what Maven keeps of it. */
  private install(): void {
    const libraries = join(this.folder, 'libs');
    execFileSync('mvn', [
      ...['-B', '-q', '-f', join(WORKSPACE, 'tools/platform/kafka/pom.xml'), 'dependency:copy'],
      ...[`-Dartifact=org.apache.kafka:kafka-tools:${kafkaVersion}`, `-DoutputDirectory=${libraries}`],
    ]);
    const classPath = `-cp '${join(libraries, '*')}:${kafkaClassPath}'`;
    for (const [name, main] of Object.entries(TOOLS)) {
      const note = `echo "$0 $*" >>'${join(this.folder, 'arguments')}'`;
      this.program(name, `${note}\nexec '${this.java}' $KAFKA_JVM_PERFORMANCE_OPTS ${classPath} ${main} "$@"`);
    }
  }

  private program(name: string, text: string): void {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
  }

  private runContainer(name: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const container = composed(name, this.places);
    return this.run(container.command!, { ...container.environment, ...environment });
  }

  private async run(command: string, environment: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
    const bin = join(this.folder, 'bin');
    const env = { PATH: `${bin}:${process.env.PATH}`, KAFKA_BIN: bin, ...environment };
    return (await promisify(execFile)(command, args, { cwd: WORKSPACE, env })).stdout;
  }

  /** As the image does: settings of the environment, the storage formatted where it is new, then Kafka. */
  private async serve(): Promise<void> {
    const { environment, healthcheck } = composed('kafka', this.places);
    const config = join(this.folder, 'config');
    const setup = ['--default-configs-dir', config, '--mounted-configs-dir', config, '--final-configs-dir', config];
    await this.run(
      this.java,
      { ...environment, CLUSTER_ID },
      ...['-cp', kafkaClassPath, 'kafka.docker.KafkaDockerWrapper', 'setup', ...setup],
    ).catch((error: Error) => {
      if (!error.message.includes('is already formatted')) throw error;
    });
    this.kafka = new SupervisedProcess({
      title: 'Kafka',
      command: this.java,
      args: [...MEMORY, '-cp', kafkaClassPath, 'kafka.Kafka', join(config, 'server.properties')],
      logFile: join(this.folder, 'kafka.log'),
      pidFile: join(this.folder, 'kafka.json'),
      stopSignal: 'SIGTERM',
      graceMs: 20_000,
    });
    this.kafka.start();
    await eventually(() => this.run(healthcheck[0]!, {}, ...healthcheck.slice(1)), SERVES_MS);
  }
}
