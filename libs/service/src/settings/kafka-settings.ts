import type { KafkaSecurity, SaslMechanism } from '@orderflow/messaging';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { ServiceSettings } from './service-settings.js';
import {
  BrokersSetting,
  CertificatesSetting,
  ChoiceSetting,
  FlagSetting,
  OptionalSetting,
  PrivateKeySetting,
  SettingRule,
  TextSetting,
} from './setting.js';

const MECHANISMS: readonly SaslMechanism[] = ['scram-sha-512', 'scram-sha-256', 'plain'];

const WITH_MECHANISM = {
  accepts: 'set together with KAFKA_SASL_MECHANISM',
  holds: ({ KAFKA_SASL_MECHANISM }: KafkaSettings) => KAFKA_SASL_MECHANISM !== undefined,
};

/** What is no certificate or no key is told by its own setting. */
function isKeyOfCertificate({ KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key }: KafkaSettings): boolean {
  if (cert === undefined) return false;
  if (typeof cert !== 'string' || typeof key !== 'string') return true;
  return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
}

/** The settings of a service that speaks with Kafka. */
export abstract class KafkaSettings extends ServiceSettings {
  /** Where Kafka is found first, `host:port` separated by commas. Default: 127.0.0.1:9092. */
  @BrokersSetting() readonly KAFKA_BROKERS: readonly string[] = ['127.0.0.1:9092'];

  /** Goes before every topic and consumer group, so that several systems can share one Kafka. Default: none. */
  @TextSetting({ accepts: 'letters, digits, dots, underscores and dashes', pattern: /^[\w.-]*$/ })
  readonly KAFKA_NAMESPACE: string = '';

  /** Whether Kafka is spoken to over TLS. Default: true when one of the three files below is given, else false. */
  @OptionalSetting()
  @FlagSetting()
  @SettingRule<KafkaSettings>({
    accepts: 'true where KAFKA_TLS_CA or KAFKA_TLS_CERT is set',
    holds: (settings) => settings.overTls || !settings.hasTlsFile,
  })
  readonly KAFKA_TLS?: boolean;

  /** A file with the authorities that may sign the brokers' certificates. Default: the public ones. The value is its text. */
  @OptionalSetting() @CertificatesSetting() readonly KAFKA_TLS_CA?: string;

  /** A file with this service's own certificate, for brokers that ask for one. The value is its text. */
  @OptionalSetting()
  @CertificatesSetting()
  @SettingRule<KafkaSettings>({
    accepts: 'set together with KAFKA_TLS_KEY, its private key',
    holds: ({ KAFKA_TLS_KEY }) => KAFKA_TLS_KEY !== undefined,
  })
  readonly KAFKA_TLS_CERT?: string;

  /** A file with the private key of KAFKA_TLS_CERT. The value is its text. */
  @OptionalSetting()
  @PrivateKeySetting()
  @SettingRule<KafkaSettings>({ accepts: 'the private key of KAFKA_TLS_CERT', holds: isKeyOfCertificate })
  readonly KAFKA_TLS_KEY?: string;

  /** How this service proves its name to Kafka. Default: not by a password. */
  @OptionalSetting()
  @ChoiceSetting(MECHANISMS)
  @SettingRule<KafkaSettings>({
    accepts: 'set together with KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, and over TLS if it is plain',
    holds: ({ KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, overTls }) =>
      !!KAFKA_SASL_USERNAME && !!KAFKA_SASL_PASSWORD && (overTls || KAFKA_SASL_MECHANISM !== 'plain'),
  })
  readonly KAFKA_SASL_MECHANISM?: SaslMechanism;

  @OptionalSetting()
  @TextSetting()
  @SettingRule<KafkaSettings>(WITH_MECHANISM)
  readonly KAFKA_SASL_USERNAME?: string;

  @OptionalSetting()
  @TextSetting({ secret: true })
  @SettingRule<KafkaSettings>({ ...WITH_MECHANISM, secret: true })
  readonly KAFKA_SASL_PASSWORD?: string;

  get overTls(): boolean {
    return this.KAFKA_TLS ?? this.hasTlsFile;
  }

  get hasTlsFile(): boolean {
    return (this.KAFKA_TLS_CA ?? this.KAFKA_TLS_CERT) !== undefined;
  }

  /** What these settings say together; undefined when Kafka is spoken to in the clear. */
  get kafkaSecurity(): KafkaSecurity | undefined {
    const { KAFKA_TLS_CA: ca, KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key, KAFKA_SASL_MECHANISM: mechanism } = this;
    const tls = this.overTls ? { ca, cert, key } : undefined;
    const sasl = mechanism && {
      mechanism,
      username: this.KAFKA_SASL_USERNAME!,
      password: this.KAFKA_SASL_PASSWORD!,
    };
    return tls || sasl ? { tls, sasl } : undefined;
  }
}
