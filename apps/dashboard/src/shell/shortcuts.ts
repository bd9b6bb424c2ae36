import { toggleFrozen } from '../live/live';
import { moveRowFocus } from '../ui/row-focus';
import { DESTINATIONS } from './destinations';
import { openHelp, openNewOrder } from './dialogs';
import { navigate } from './navigation';

export interface Shortcut {
  /** As typed one after the other: `['g', 'o']`. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly run: () => void;
}

const focusSearch = (): void => document.querySelector<HTMLInputElement>('#search')?.focus();

/** Every key that works anywhere; the help shows this table. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['/'], does: 'Search an order or a customer', run: focusSearch },
  { keys: ['n'], does: 'New order', run: openNewOrder },
  { keys: [' '], does: 'Freeze the view, and let it go on', run: toggleFrozen },
  { keys: ['j'], does: 'Next row', run: () => moveRowFocus(1) },
  { keys: ['k'], does: 'Previous row', run: () => moveRowFocus(-1) },
  { keys: ['?'], does: 'This help', run: openHelp },
  ...DESTINATIONS.map(({ key, title, path }) => ({
    keys: ['g', key],
    does: `Go to ${title}`,
    run: () => navigate(path),
  })),
];

/** What the browser does itself; shown in the help only. */
export const NATIVE_KEYS: readonly Pick<Shortcut, 'keys' | 'does'>[] = [
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'Close a dialog' },
];
