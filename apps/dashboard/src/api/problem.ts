/** A field that was refused, by its path in the request: `items[0].quantity`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

interface ProblemDetails {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

/** A refusal (RFC 9457 problem details), or no answer at all: then `status` is 0 and `code` NETWORK. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    readonly details: ProblemDetails,
  ) {
    super(details.detail ?? details.title ?? `The server answered ${status}`);
    this.name = 'ApiProblem';
    this.code = details.code ?? `HTTP.${status}`;
    this.errors = details.errors ?? [];
    this.requestId = details.requestId;
  }

  /** Nobody answered, or a proxy did in place of the service: it may be well again later. */
  get isOutage(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504);
  }

  /** What is wrong with a field, `items[0].quantity`; undefined when nothing is. */
  messageOf(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.message;
  }
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** Any error as a problem that can be shown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new ApiProblem(0, { code: 'NETWORK', detail: `The gateway does not answer (${reason})` });
}

/** The problem that an answer of status 400 or more tells; its body need not be problem details. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    return new ApiProblem(response.status, JSON.parse(text) as ProblemDetails);
  } catch {
    return new ApiProblem(response.status, { detail: text.slice(0, 300) || response.statusText || undefined });
  }
}
