import { effect, signal } from '@preact/signals';

const KEY = 'orderflow.theme';
export type Theme = 'system' | 'light' | 'dark';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

const stored = localStorage.getItem(KEY);
const chosen = signal<Theme>(THEMES.find((one) => one === stored) ?? 'system');
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(prefersDark.matches);
prefersDark.addEventListener('change', ({ matches }) => (systemDark.value = matches));

export const theme = {
  /** What the person chose. */
  get chosen(): Theme {
    return chosen.value;
  },
  /** What is shown. */
  get value(): 'light' | 'dark' {
    if (chosen.value !== 'system') return chosen.value;
    return systemDark.value ? 'dark' : 'light';
  },
};

/** From the system's to light, to dark, and round again. */
export function nextTheme(): void {
  chosen.value = THEMES[(THEMES.indexOf(chosen.value) + 1) % THEMES.length]!;
  localStorage.setItem(KEY, chosen.value);
}

/** Puts the theme where the styles see it. */
export const applyTheme = (): (() => void) =>
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
