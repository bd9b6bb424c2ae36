import { KafkaSettings } from './kafka-settings.js';
import { DurationSetting, UrlSetting, WholeSetting } from './setting.js';

/** The settings of a service with a database of its own that takes part in the events. */
export abstract class BackendSettings extends KafkaSettings {
  /** The service's own PostgreSQL database. No default. */
  @UrlSetting({ protocols: ['postgres:', 'postgresql:'], secret: true }) readonly DATABASE_URL!: string;

  /** Connections to the database at most. Default: 10. */
  @WholeSetting({ min: 2, max: 200 }) readonly DATABASE_POOL_SIZE: number = 10;

  /**
   * After this silence of a process Kafka gives its partitions to others. What it holds in the database ends within that
   * time too: a statement and a pause within a transaction take a third of it each at most. Default: 30s.
   */
  @DurationSetting({ min: '6s', max: '5m' }) readonly KAFKA_SESSION_TIMEOUT: number = 30_000;

  /** Attempts at a failing event, the first one included, until it is a dead letter. Default: 10. */
  @WholeSetting({ min: 1, max: 1_000 }) readonly RETRY_ATTEMPTS: number = 10;

  /** The wait after the first failure of an event; it doubles with each further one. Default: 500ms. */
  @DurationSetting({ min: '10ms', max: '1h' }) readonly RETRY_INITIAL_WAIT: number = 500;

  /** The longest wait between two attempts. Default: 60s. */
  @DurationSetting({ min: '10ms', max: '24h' }) readonly RETRY_MAX_WAIT: number = 60_000;

  /** At so many parked events, dead letters included, a partition pauses instead of parking more. Default: 10000. */
  @WholeSetting({ min: 1, max: 10_000_000 }) readonly PARKED_LIMIT: number = 10_000;

  /** At so many events that wait for Kafka the service takes no more orders and is not ready. Default: 100000. */
  @WholeSetting({ min: 1, max: 10_000_000 }) readonly OUTBOX_LIMIT: number = 100_000;

  /** Between two checks of the same invariant at least; all of them take a hundredth of the time at most. Default: 10s. */
  @DurationSetting({ min: '5s', max: '1h' }) readonly INVARIANT_CHECK_INTERVAL: number = 10_000;
}
