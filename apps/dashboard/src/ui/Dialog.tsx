import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { classes } from './classes';

interface DialogProps {
  readonly title: string;
  /** Esc, the cross, or a click outside. */
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Its buttons, at the bottom right. */
  readonly footer?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A modal dialog, open while it is mounted: `{open && <Dialog …>}`. It keeps the focus and gives it back at the end. */
export function Dialog({ title, onClose, wide, footer, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current!;
    shown.showModal();
    return () => {
      shown.close(); // while it is open nothing else can have the focus
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={classes('dialog', wide && 'dialog-wide')}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-box">
        <header class="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" class="button button-quiet button-small" aria-label="Close" onClick={onClose}>
            ×
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        {footer !== undefined && <footer class="dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
