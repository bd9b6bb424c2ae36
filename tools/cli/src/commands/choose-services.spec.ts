import { services } from '@orderflow/platform';
import { describe, expect, it } from '@jest/globals';
import { chooseServices } from './choose-services.js';

const chosen = (...names: string[]) => chooseServices(names).map(({ name }) => name);

describe('the services that a command line means', () => {
  it('are all when it names none', () => {
    expect(chooseServices([])).toEqual(services);
  });

  it('are those that it names, once and in the order of the catalogue', () => {
    expect(chosen('inventory', 'gateway', 'inventory')).toEqual(['gateway', 'inventory']);
  });

  it('are refused when there is no such service', () => {
    expect(() => chosen('gateway', 'inventroy')).toThrow('There is no service "inventroy"');
  });
});
