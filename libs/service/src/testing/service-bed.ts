import type { Type } from '@nestjs/common';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { connectMessaging, KafkaTransport } from '@orderflow/messaging';
import { eventually, testDatabase, TestKafka, type TestDatabase } from '@orderflow/testing';
import { httpAdapter } from '../http/http-adapter.js';
import type { BackendSettings } from '../settings/backend-settings.js';
import { validateSettings, type Environment, type SettingsClass } from '../settings/validate-settings.js';
import { Instance } from './instance.js';
import { followRoutes } from './routes.js';

export interface BedOptions {
  /** As the service calls itself. */
  readonly name: string;
  /** The service's root module. The service handles events: it has partitions to wait for. */
  readonly module: Type;
  /** The class under which the module provides its settings. */
  readonly settings: SettingsClass<BackendSettings>;
  /** Settings of every instance, beside the addresses of Kafka and PostgreSQL. */
  readonly environment?: Environment;
  /** Providers that the tests replace, by their token. */
  readonly overrides?: readonly (readonly [token: unknown, value: unknown])[];
}

/**
 * A service on topics and a database of one test file's own: any number of instances, all in this process. Their
 * settings are given to each instance and never set in `process.env`, so that none sees another's, nor a developer's.
 */
export class ServiceBed {
  /** All that were started, in the order of their start; those that a test has closed too. */
  readonly instances: Instance[] = [];
  /** Those of them that can reach Kafka. */
  private readonly members: Instance[] = [];

  private constructor(
    private readonly options: BedOptions,
    readonly kafka: TestKafka,
    readonly database: TestDatabase,
  ) {}

  /** With one instance. */
  static async start(options: BedOptions): Promise<ServiceBed> {
    const bed = await ServiceBed.prepare(options);
    try {
      await bed.startInstance();
      return bed;
    } catch (error) {
      await bed.close(); // what stays open would keep Jest from ending
      throw error;
    }
  }

  /** Without an instance, for tests whose instances differ. */
  static async prepare(options: BedOptions): Promise<ServiceBed> {
    const [kafka, database] = await Promise.all([TestKafka.start({ services: [options.name] }), testDatabase()]);
    return new ServiceBed(options, kafka, database);
  }

  /**
   * Starts one more instance, `environment` being settings of its own, and waits until every instance has its share of
   * the partitions: but for those `withoutKafka`, whose settings keep them from it.
   */
  async startInstance(environment: Environment = {}, { withoutKafka = false } = {}): Promise<Instance> {
    const adapter = httpAdapter();
    const routes = followRoutes(adapter.getInstance());
    const app = await this.build(adapter, environment);
    await app.init();
    await connectMessaging(app);
    await app.listen(0, '127.0.0.1');
    const instance = new Instance(app, await app.getUrl(), routes);
    this.instances.push(instance);
    if (!withoutKafka) this.members.push(instance);
    await eventually(() => this.members.every(hasJoinedOrClosed));
    return instance;
  }

  /** The first instance, which `get`, `post` and `put` ask. */
  get first(): Instance {
    return this.instances[0]!;
  }

  readonly get: Instance['get'] = (...request) => this.first.get(...request);
  readonly post: Instance['post'] = (...request) => this.first.post(...request);
  readonly put: Instance['put'] = (...request) => this.first.put(...request);

  async close(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.close()));
    await Promise.all([this.kafka.close(), this.database.drop()]);
  }

  private async build(adapter: FastifyAdapter, environment: Environment): Promise<NestFastifyApplication> {
    const { module, settings, overrides = [] } = this.options;
    const values = validateSettings(settings, {
      DATABASE_URL: this.database.url,
      KAFKA_BROKERS: this.kafka.brokers.join(','),
      KAFKA_NAMESPACE: this.kafka.namespace,
      ...this.options.environment,
      ...environment,
    });
    const builder = Test.createTestingModule({ imports: [module] });
    for (const [token, value] of [[settings, values], ...overrides]) builder.overrideProvider(token).useValue(value);
    const testing = await builder.compile();
    return testing.createNestApplication<NestFastifyApplication>(adapter, { logger: false });
  }
}

const hasJoinedOrClosed = ({ app }: Instance): boolean => ['joined', 'closed'].includes(app.get(KafkaTransport).state);
