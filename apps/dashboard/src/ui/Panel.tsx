import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { classes } from './classes';

interface PanelProps {
  readonly title?: string;
  /** To the right of the title. */
  readonly actions?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A bordered section with a heading. */
export function Panel({ title, actions, class: extra, children }: PanelProps) {
  const id = useId();
  return (
    <section class={classes('panel', extra)} aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || actions !== undefined) && (
        <header class="panel-head">
          {title !== undefined && <h2 id={id}>{title}</h2>}
          {actions !== undefined && <div class="panel-actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  );
}
