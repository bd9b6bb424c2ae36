import { describe, expect, it } from '@jest/globals';
import { isRefusal, securityConfig } from './kafka-security.js';

const error = (traits: object, cause?: Error) => Object.assign(new Error('from Kafka', { cause }), traits);

describe('a refusal by Kafka', () => {
  it.each([
    ['a password that it does not take', { name: 'KafkaJSSASLAuthenticationError' }],
    ['a topic', { type: 'TOPIC_AUTHORIZATION_FAILED' }],
    ['a group that it does not tell of', { name: 'KafkaJSGroupCoordinatorNotFound' }],
    ['a group', { type: 'GROUP_AUTHORIZATION_FAILED' }],
  ])('is for %s, also as the cause of another error', (_what, traits) => {
    expect(isRefusal(error(traits))).toBe(true);
    expect(isRefusal(error({ name: 'KafkaJSNonRetriableError' }, error(traits)))).toBe(true);
  });

  it('is no other failure', () => {
    expect(isRefusal(error({ type: 'UNKNOWN_MEMBER_ID' }))).toBe(false);
    expect(isRefusal(error({ name: 'KafkaJSConnectionError' }))).toBe(false);
    expect(isRefusal(undefined)).toBe(false);
  });
});

describe('what kafkajs is told', () => {
  it('is nothing without security', () => {
    expect(securityConfig({})).toEqual({});
  });

  it('is a copy of the credentials, on which kafkajs may write', () => {
    const sasl = Object.freeze({ mechanism: 'plain', username: 'shop', password: 'hunter2' } as const);
    const config = securityConfig({ tls: {}, sasl });
    expect(config).toEqual({ ssl: { minVersion: 'TLSv1.2' }, sasl });
    expect(Object.isFrozen(config.sasl)).toBe(false);
  });
});
