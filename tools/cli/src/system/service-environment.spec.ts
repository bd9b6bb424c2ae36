import { serviceNamed } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { serviceEnvironment } from './service-environment.js';

const addresses = {
  pid: 1,
  kafkaBrokers: '127.0.0.1:9093',
  databaseUrls: { inventory: 'postgresql://inventory@localhost/inventory' },
};

describe('what a service is told', () => {
  it('is its port, its own database and the brokers', () => {
    expect(serviceEnvironment(serviceNamed('inventory')!, addresses, { PORT_BASE: '4000' })).toEqual({
      PORT_BASE: '4000',
      PORT: '4002',
      KAFKA_BROKERS: '127.0.0.1:9093',
      DATABASE_URL: 'postgresql://inventory@localhost/inventory',
    });
  });

  it('is no database for the gateway', () => {
    expect(serviceEnvironment(serviceNamed('gateway')!, addresses, {})).not.toHaveProperty('DATABASE_URL');
  });
});
