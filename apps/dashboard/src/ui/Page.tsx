import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { curlOf, type Call } from '../api/call';
import { token } from '../api/token';
import { CopyButton } from './CopyButton';

interface PageProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: ComponentChildren;
  /** What the view shows, to copy as curl. */
  readonly call?: Call<unknown> | null;
  /** Buttons beside the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page: its heading, which gets the focus on navigation and names the document, and the link and curl of its view. */
export function Page({ title, lead, call, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Not over a field that has the focus already, nor over an open dialog.
    if (document.activeElement === document.body || document.activeElement?.closest('nav')) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  useEffect(() => {
    document.title = `${title} · Orderflow`;
  }, [title]);

  return (
    <>
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p class="muted">{lead}</p>}
        </div>
        <div class="page-actions">
          {actions}
          <CopyButton label="Copy link" text={() => location.href} />
          {call && <CopyButton label="Copy curl" text={() => curlOf(call, location.origin, token.value !== null)} />}
        </div>
      </header>
      {children}
    </>
  );
}
