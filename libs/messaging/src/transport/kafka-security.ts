import type { KafkaConfig, SASLOptions } from 'kafkajs';

/**
 * How a client of Kafka proves who it is and checks whom it talks to. Consumer, producer, admin client and topic browser
 * of a process all use the same.
 */
export interface KafkaSecurity {
  /**
   * TLS 1.2 or newer. The broker's certificate must be valid today, signed by an authority that is trusted, and made out
   * to the host that was dialled: the one in `brokers` at first, later those that the brokers advertise. There is no way
   * to switch these checks off. Default: no TLS, all that is sent can be read and changed on its way.
   */
  readonly tls?: KafkaTls;
  /** A name and a password. Default: none; the client is whom its certificate names, or anonymous. */
  readonly sasl?: KafkaSasl;
}

/** Texts in PEM. */
export interface KafkaTls {
  /** The authorities to trust, instead of the public ones that Node.js brings along. */
  readonly ca?: string;
  /** The client's own certificate, with those between it and the authority behind it; it needs `key`. */
  readonly cert?: string;
  /** The private key of `cert`, unencrypted. */
  readonly key?: string;
}

/**
 * SCRAM (RFC 5802) proves that both sides know the password and never sends it; `plain` (RFC 4616) sends it as it is, so
 * that it must go over TLS only.
 */
export interface KafkaSasl {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

export type SaslMechanism = 'scram-sha-512' | 'scram-sha-256' | 'plain';

/** As kafkajs takes it; a copy, because kafkajs keeps its own notes in `sasl`. */
export function securityConfig({ tls, sasl }: KafkaSecurity): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  return {
    ...(tls && { ssl: { minVersion: 'TLSv1.2', ...tls } }),
    ...(sasl && { sasl: { ...sasl } as SASLOptions }),
  };
}

/** What Kafka answers to a client that it does not know, or that may not do what it asks for. */
const REFUSALS = new Set<unknown>([
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'ILLEGAL_SASL_STATE', // it asks for no name
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
]);

/** What kafkajs makes of such an answer; the second one, of a group that the client may not even know of. */
const REFUSAL_NAMES = new Set(['KafkaJSSASLAuthenticationError', 'KafkaJSGroupCoordinatorNotFound']);

/**
 * Whether Kafka, while it works, refuses this client: a password that is not its own any more, or a permission that is
 * missing. Somebody has to mend that at Kafka; to start the process again does not.
 */
export function isRefusal(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (REFUSAL_NAMES.has(at.name) || ('type' in at && REFUSALS.has(at.type))) return true;
  }
  return false;
}
