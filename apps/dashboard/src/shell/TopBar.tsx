import { useRef } from 'preact/hooks';
import { frozen, toggleFrozen } from '../live/live';
import { Button } from '../ui/Button';
import { openHelp, openNewOrder } from './dialogs';
import { LiveBadge } from './LiveBadge';
import { search } from './search';
import { Session } from './Session';
import { nextTheme, theme } from './theme';

const THEME_ICONS = { system: '◐', light: '☀', dark: '☾' } as const;

/** Search, what works on every page, and whether what is shown is live. */
export const TopBar = () => (
  <header class="top-bar">
    <Search />
    <LiveBadge />
    <Button
      kind="quiet"
      class="wide-only"
      aria-pressed={frozen.value}
      title="Freeze the view (space)"
      onClick={toggleFrozen}
    >
      {frozen.value ? '▶ Go on' : '❚❚ Freeze'}
    </Button>
    <Button
      kind="quiet"
      aria-label={`Theme: ${theme.chosen}. Change it`}
      title={`Theme: ${theme.chosen}`}
      onClick={nextTheme}
    >
      {THEME_ICONS[theme.chosen]}
    </Button>
    <Button
      kind="quiet"
      class="wide-only"
      aria-label="Keyboard shortcuts"
      title="Keyboard shortcuts (?)"
      onClick={openHelp}
    >
      ?
    </Button>
    <Session />
    <Button kind="primary" shortcut="n" onClick={openNewOrder}>
      New order
    </Button>
  </header>
);

function Search() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      class="top-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        search(input.current!.value);
        input.current!.value = '';
        input.current!.blur();
      }}
    >
      <input
        ref={input}
        id="search"
        type="search"
        aria-label="Search"
        placeholder="Order id or customer"
        autocomplete="off"
        spellcheck={false}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
