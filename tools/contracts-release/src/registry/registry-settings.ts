import { ActionableError } from '@orderflow/platform';

/** How the schema registry is reached. */
export interface RegistrySettings {
  /** The Confluent-compatible API, without a slash at the end. */
  readonly url: string;
  /** The value of the header Authorization. */
  readonly authorization?: string;
}

/**
 * SCHEMA_REGISTRY_URL, with SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD or with SCHEMA_REGISTRY_TOKEN. Without a
 * URL it is `running`, the registry of `npm start -- --registry`.
 * @throws ActionableError when there is none, or a setting is wrong.
 */
export function registrySettings(env: NodeJS.ProcessEnv, running?: string): RegistrySettings {
  const url = env.SCHEMA_REGISTRY_URL || running;
  if (!url) {
    throw new ActionableError(
      'There is no schema registry',
      'Set SCHEMA_REGISTRY_URL, or start one: npm start -- --registry',
    );
  }
  return { url: validUrl(url), authorization: authorizationOf(env) };
}

function validUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    const example = 'http://127.0.0.1:8081/apis/ccompat/v7';
    throw new ActionableError('SCHEMA_REGISTRY_URL is not an http or https URL', `It looks like ${example}`);
  }
  if (url.username || url.password) {
    throw new ActionableError(
      'SCHEMA_REGISTRY_URL holds a user or a password, which would show in messages',
      'Move them to SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD',
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** RFC 7617 or RFC 6750. */
function authorizationOf(env: NodeJS.ProcessEnv): string | undefined {
  const { SCHEMA_REGISTRY_USERNAME: user, SCHEMA_REGISTRY_PASSWORD: password, SCHEMA_REGISTRY_TOKEN: token } = env;
  if (token && (user || password)) {
    throw new ActionableError(
      'SCHEMA_REGISTRY_TOKEN and SCHEMA_REGISTRY_USERNAME are both set',
      'Set one of them: the registry takes one kind of credentials',
    );
  }
  if (token) return `Bearer ${token}`;
  if (!user) return undefined;
  return `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`;
}
