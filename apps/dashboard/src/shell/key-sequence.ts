import type { Shortcut } from './shortcuts';

const PAUSE_MS = 1_000;

/** Finds the shortcut that a key completes, also one of two keys typed within a second. */
export class KeySequence {
  private before = '';
  private beforeAt = 0;

  constructor(private readonly shortcuts: readonly Pick<Shortcut, 'keys' | 'run'>[]) {}

  /** @param at milliseconds on any clock that goes forward */
  next(key: string, at: number): (() => void) | undefined {
    const typed = at - this.beforeAt <= PAUSE_MS ? [this.before, key] : ['', key];
    const found =
      this.shortcuts.find(({ keys }) => keys.length === 2 && keys[0] === typed[0] && keys[1] === key) ??
      this.shortcuts.find(({ keys }) => keys.length === 1 && keys[0] === key);
    this.before = found ? '' : key;
    this.beforeAt = at;
    return found?.run;
  }
}
