import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { classes } from './classes';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'size' | 'class'> {
  /** primary: the one act of a view. danger: it destroys. quiet: no border. */
  readonly kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly small?: boolean;
  /** It is being done: no second click. */
  readonly busy?: boolean;
  /** The key that does the same, shown behind the label. */
  readonly shortcut?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

export function Button({
  kind = 'plain',
  small,
  busy,
  shortcut,
  class: extra,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={classes('button', `button-${kind}`, small && 'button-small', extra)}
      disabled={disabled === true || busy === true}
      aria-busy={busy}
    >
      {children}
      {shortcut && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
