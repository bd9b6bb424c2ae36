import { ActionableError, portOf, type ServiceName, serviceNamed } from '@orderflow/platform';

/** Calls the REST API of a service of this machine. */
export class RestClient {
  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** @throws ActionableError when the service does not answer, or refuses. */
  async call<Body>(service: ServiceName, path: string, init?: RequestInit): Promise<Body> {
    const { title } = serviceNamed(service)!;
    const port = portOf(serviceNamed(service)!, this.env);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init).catch(() => {
      throw new ActionableError(
        `${title} does not answer on port ${port}`,
        `Start the system with: npm start; or in a running one this service: npm start -- ${service}`,
      );
    });
    if (!response.ok) throw await refusal(title, response);
    return (await response.json()) as Body;
  }
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

async function refusal(title: string, response: Response): Promise<ActionableError> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  const fields = problem.errors?.map(({ field, message }) => `${field} ${message}`).join('; ');
  return new ActionableError(
    `${title} answers ${response.status}: ${problem.detail ?? response.statusText}`,
    fields ?? problem.code ?? 'Its log may say more',
  );
}
