import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api/problem';
import type { Resource } from '../api/use-resource';
import { Button } from './Button';

export const Loading = ({ what = 'Loading' }: { readonly what?: string }) => (
  <p class="state state-loading" role="status">
    <span class="spinner" aria-hidden="true" />
    {what} …
  </p>
);

/** By the code of the problem, where the page knows more than the server. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  'AUTH.UNAUTHENTICATED': 'Try again, and sign in when you are asked.',
  'AUTH.INSUFFICIENT_SCOPE': 'Sign out, and in again with a token that allows this.',
  'OPERATOR.UNAUTHENTICATED': 'Try again, and give the token of an operator when you are asked.',
  'OPERATOR.LOOPBACK_ONLY':
    'Open this page on the machine that runs the gateway, or give the gateway OPERATOR_TOKENS and use one of them here.',
};

interface ErrorStateProps {
  readonly error: ApiProblem;
  readonly onRetry?: () => void;
}

export const ErrorState = ({ error, onRetry }: ErrorStateProps) => (
  <div class="state state-error" role="alert">
    <p>
      <strong>{error.message}</strong>
    </p>
    <p class="muted">
      {error.code}
      {error.requestId !== undefined && <> · request {error.requestId}</>}
    </p>
    {WHAT_TO_DO[error.code] && <p>{WHAT_TO_DO[error.code]}</p>}
    {onRetry && (
      <Button small onClick={onRetry}>
        Try again
      </Button>
    )}
  </div>
);

interface EmptyStateProps {
  readonly title: string;
  /** What to do about it. */
  readonly children?: ComponentChildren;
}

export const EmptyState = ({ title, children }: EmptyStateProps) => (
  <div class="state state-empty">
    <p>
      <strong>{title}</strong>
    </p>
    {children !== undefined && <div class="muted">{children}</div>}
  </div>
);

interface LoadedProps<T> {
  readonly of: Resource<T>;
  readonly what?: string;
  readonly children: (data: NonNullable<T>) => ComponentChildren;
}

/** Loading, error or the data of a resource. Old data stay, under the error, when loading again fails. */
export function Loaded<T>({ of, what, children }: LoadedProps<T>) {
  const { data, error, loading, reload } = of;
  return (
    <>
      {error && <ErrorState error={error} onRetry={reload} />}
      {data !== undefined && data !== null ? children(data) : loading && <Loading what={what} />}
    </>
  );
}
