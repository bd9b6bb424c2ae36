import { ActionableError } from '@orderflow/platform';
import { type RegistrySettings } from './registry-settings.js';
import { type Subject } from './subject.js';

const TIMEOUT_MS = 10_000;
const MEDIA_TYPE = 'application/vnd.schemaregistry.v1+json';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * A schema registry with Confluent's REST API (Confluent, Apicurio under `/apis/ccompat/v7`, Karapace, Redpanda).
 * Each method throws an ActionableError when the registry does not answer, or not as that API says.
 */
export class RegistryClient {
  constructor(private readonly settings: RegistrySettings) {}

  /** The version under which the registry has exactly this schema; undefined when it has not. */
  async versionOf({ name, schema }: Subject): Promise<number | undefined> {
    const answer = await this.call('POST', `/subjects/${encodeURIComponent(name)}`, bodyOf(schema));
    return answer.status === 404 ? undefined : Number(ok(answer).version);
  }

  /** From here on, a new schema must accept all that the one before it accepts. */
  async requireBackward({ name }: Subject): Promise<void> {
    ok(await this.call('PUT', `/config/${encodeURIComponent(name)}`, { compatibility: 'BACKWARD' }));
  }

  /** Whether the registry would take this schema after the latest one. */
  async isCompatible({ name, schema }: Subject): Promise<boolean> {
    const path = `/compatibility/subjects/${encodeURIComponent(name)}/versions/latest`;
    const answer = await this.call('POST', path, bodyOf(schema));
    return answer.status === 404 || ok(answer).is_compatible === true;
  }

  /** Registers the schema, or answers why the registry refuses it. */
  async register({ name, schema }: Subject): Promise<{ readonly refusal?: string }> {
    const answer = await this.call('POST', `/subjects/${encodeURIComponent(name)}/versions`, bodyOf(schema));
    if (answer.status === 409) return { refusal: String(answer.body.message) };
    ok(answer);
    return {};
  }

  private async call(method: string, path: string, body: object): Promise<Answer> {
    const { url, authorization } = this.settings;
    const headers = { 'content-type': MEDIA_TYPE, accept: MEDIA_TYPE, ...(authorization && { authorization }) };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(url + path, { method, headers, signal, body: JSON.stringify(body) });
      if (response.status === 401 || response.status === 403) throw refused(url, response.status);
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    } catch (error) {
      throw error instanceof ActionableError ? error : unreachable(url, error as Error);
    }
  }
}

const bodyOf = (schema: object) => ({ schemaType: 'JSON', schema: JSON.stringify(schema) });

function ok({ status, body }: Answer): Answer['body'] {
  if (status >= 200 && status < 300) return body;
  throw new ActionableError(
    `The schema registry answers ${status}: ${String(body.message)}`,
    'Publish again when it is mended: what is registered already stays as it is',
  );
}

function refused(url: string, status: number): ActionableError {
  return new ActionableError(
    `The schema registry at ${url} refuses the credentials (${status})`,
    'Set SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD, or SCHEMA_REGISTRY_TOKEN',
  );
}

function unreachable(url: string, { message, cause }: Error): ActionableError {
  const why = (cause as Error | undefined)?.message || message;
  return new ActionableError(
    `The schema registry at ${url} does not answer as one: ${why}`,
    'Correct SCHEMA_REGISTRY_URL; Apicurio has this API under /apis/ccompat/v7',
  );
}
