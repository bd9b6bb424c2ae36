import { KeySequence } from './key-sequence';
import { SHORTCUTS } from './shortcuts';

const TYPED_INTO = 'input, textarea, select, [contenteditable]';
const PRESSED = 'button, a, summary, [role=button]';

/** Lets the shortcuts work anywhere but in a field or a dialog, and space only where it presses nothing. */
export function listenToKeys(): void {
  const sequence = new KeySequence(SHORTCUTS);
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const run = sequence.next(event.key, event.timeStamp);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof Element)) return false;
  return target.closest(TYPED_INTO) !== null || (key === ' ' && target.closest(PRESSED) !== null);
}
