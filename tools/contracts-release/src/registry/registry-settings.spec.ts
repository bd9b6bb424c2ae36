import { describe, expect, it } from '@jest/globals';
import { registrySettings } from './registry-settings.js';

const url = 'https://registry.example/apis/ccompat/v7';

describe('registrySettings', () => {
  it.each([
    [{ SCHEMA_REGISTRY_URL: `${url}/` }, { url }],
    [
      { SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_USERNAME: 'ci', SCHEMA_REGISTRY_PASSWORD: 'pä:ss' },
      { url, authorization: 'Basic Y2k6cMOkOnNz' },
    ],
    [
      { SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_TOKEN: 'abc' },
      { url, authorization: 'Bearer abc' },
    ],
  ])('reads %j', (env, settings) => {
    expect(registrySettings(env, 'http://127.0.0.1:8081')).toEqual(settings);
  });

  it('falls back to the registry that runs', () => {
    expect(registrySettings({ SCHEMA_REGISTRY_URL: '' }, 'http://127.0.0.1:8081/x')).toEqual({
      url: 'http://127.0.0.1:8081/x',
    });
  });

  it.each([
    [{}, 'There is no schema registry'],
    [{ SCHEMA_REGISTRY_URL: 'registry:8081' }, 'is not an http or https URL'],
    [{ SCHEMA_REGISTRY_URL: 'http://ci:secret@registry' }, 'holds a user or a password'],
    [
      { SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_USERNAME: 'ci', SCHEMA_REGISTRY_TOKEN: 'abc' },
      'SCHEMA_REGISTRY_TOKEN and SCHEMA_REGISTRY_USERNAME are both set',
    ],
  ])('refuses %j without telling a secret', (env, message) => {
    expect(() => registrySettings(env)).toThrow(message);
    expect(() => registrySettings(env)).not.toThrow('secret@');
  });
});
