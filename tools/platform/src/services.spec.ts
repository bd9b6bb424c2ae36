import { describe, expect, it } from '@jest/globals';
import { databaseServices, databaseUrlSetting, portBase, portOf, serviceNamed, services } from './services.js';

describe('the catalogue of services', () => {
  it('moves all ports together with PORT_BASE', () => {
    const service = serviceNamed('transaction')!;
    expect([portOf(service, {}), portOf(service, { PORT_BASE: '4000' })]).toEqual([3005, 4005]);
  });

  it('gives each a port and a database of its own', () => {
    const ports = services.map((service) => portOf(service, {}));
    const databases = databaseServices.map(({ database }) => database);
    expect([new Set(ports).size, new Set(databases).size]).toEqual([ports.length, databases.length]);
  });

  it.each(['abc', '0', '3000.5', '65501'])('refuses PORT_BASE=%s', (base) => {
    expect(() => portBase({ PORT_BASE: base })).toThrow(`PORT_BASE=${base} is not a port`);
  });

  it('gives every service but the gateway a database', () => {
    const names = services.map(({ name }) => name);
    expect(names.slice(0, 6)).toEqual([
      'gateway',
      'order-api',
      'inventory',
      'notification',
      'analytics',
      'transaction',
    ]);
    expect(databaseServices.map(({ name }) => name)).toEqual(names.slice(1));
  });

  it('names the setting of a database elsewhere after the service', () => {
    expect(databaseUrlSetting(serviceNamed('order-api')!)).toBe('ORDER_API_DATABASE_URL');
  });
});
