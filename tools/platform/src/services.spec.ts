import { describe, expect, it } from '@jest/globals';
import { databaseServices, databaseUrlSetting, portBase, portOf, serviceNamed, services } from './services.js';

describe('the catalogue of services', () => {
  it('moves all ports together with PORT_BASE', () => {
    expect(services.map((service) => portOf(service, {}))).toEqual([3000, 3001, 3002, 3003, 3004, 3005]);
    expect(services.map((service) => portOf(service, { PORT_BASE: '4000' }))).toEqual([
      4000, 4001, 4002, 4003, 4004, 4005,
    ]);
  });

  it.each(['abc', '0', '3000.5', '65501'])('refuses PORT_BASE=%s', (base) => {
    expect(() => portBase({ PORT_BASE: base })).toThrow(`PORT_BASE=${base} is not a port`);
  });

  it('gives every service but the gateway a database', () => {
    expect(databaseServices.map(({ database }) => database)).toEqual([
      'orders',
      'inventory',
      'notification',
      'analytics',
      'transaction',
    ]);
  });

  it('names the setting of a database elsewhere after the service', () => {
    expect(databaseUrlSetting(serviceNamed('order-api')!)).toBe('ORDER_API_DATABASE_URL');
  });
});
