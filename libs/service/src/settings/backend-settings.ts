import { ServiceSettings } from './service-settings.js';
import { BrokersSetting, TextSetting, UrlSetting, WholeSetting } from './setting.js';

/** The settings of a service with a database of its own that takes part in the events. */
export abstract class BackendSettings extends ServiceSettings {
  /** The service's own PostgreSQL database. No default. */
  @UrlSetting({ protocols: ['postgres:', 'postgresql:'], secret: true }) readonly DATABASE_URL!: string;

  /** Connections to the database at most. Default: 10. */
  @WholeSetting({ min: 2, max: 200 }) readonly DATABASE_POOL_SIZE: number = 10;

  /** Where Kafka is found first, `host:port` separated by commas. Default: 127.0.0.1:9092. */
  @BrokersSetting() readonly KAFKA_BROKERS: readonly string[] = ['127.0.0.1:9092'];

  /** Goes before every topic and consumer group, so that several systems can share one Kafka. Default: none. */
  @TextSetting({ accepts: 'letters, digits, dots, underscores and dashes', pattern: /^[\w.-]*$/ })
  readonly KAFKA_NAMESPACE: string = '';
}
