import { ActionableError, portOf, serviceNamed } from '@orderflow/platform';
import { ownToken } from '../access/own-token.js';

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls the REST API of a service of this machine, with the command's token where there is one. */
export class RestClient {
  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** @throws ActionableError when the service does not answer, or refuses. */
  async call<Body>(service: string, path: string, { headers, ...init }: Call = {}): Promise<Body> {
    const { title } = serviceNamed(service)!;
    const port = portOf(serviceNamed(service)!, this.env);
    const token = await ownToken(this.env);
    const authorization = token && { authorization: `Bearer ${token}` };
    const request = { ...init, headers: { ...headers, ...authorization } };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, request).catch(() => {
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
  if (response.status === 401 || response.status === 403) return unadmitted(title, problem);
  return new ActionableError(
    `${title} answers ${response.status}: ${problem.detail ?? response.statusText}`,
    fields ?? problem.code ?? 'Its log may say more',
  );
}

const unadmitted = (title: string, { detail, code }: Problem): ActionableError =>
  new ActionableError(
    `${title} refuses this command: ${detail ?? code}`,
    'Set AUTH_SECRET as the system has it, in .env; or ORDERFLOW_TOKEN to a token that allows this',
  );
