import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { problemOf, type ApiProblem } from '../api/problem';
import { ErrorState, Loading } from '../ui/states';

/** A page that is loaded when it is first shown; a load that fails can be tried again. */
export function lazyPage<Props extends object = object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyPage(props: Props) {
    const [, arrived] = useState(loaded !== undefined);
    const [error, setError] = useState<ApiProblem>();
    const start = (): void => {
      setError(undefined);
      load().then(
        (module) => {
          loaded = module.default;
          arrived(true);
        },
        (reason: unknown) => setError(problemOf(reason)),
      );
    };
    useEffect(() => {
      if (!loaded) start();
    }, []);
    if (error) return <ErrorState error={error} onRetry={start} />;
    if (!loaded) return <Loading />;
    const Loaded = loaded;
    return <Loaded {...props} />;
  };
}
