import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { access, type Scope } from '../api/access';
import { Page } from '../ui/Page';
import { EmptyState } from '../ui/states';
import { openTo } from './destinations';
import { navigate, path } from './navigation';

interface AdmittedProps {
  readonly needs: Scope;
  readonly children: ComponentChildren;
}

/** A page for those who have a scope. Others are told; at the front page they are led to the first page that is theirs. */
export const Admitted = ({ needs, children }: AdmittedProps) =>
  access.value.allows(needs) ? <>{children}</> : <NotAdmitted needs={needs} />;

function NotAdmitted({ needs }: Pick<AdmittedProps, 'needs'>) {
  const [first] = openTo(access.value);
  const isFront = path.value === '/';
  useEffect(() => {
    if (isFront && first) navigate(first.path, {}, { replace: true });
  }, [isFront, first]);
  return (
    <Page title="Not for everybody">
      <EmptyState title={`This page needs the scope ${needs}`}>
        Sign out, and in again with a token that has it.
      </EmptyState>
    </Page>
  );
}
