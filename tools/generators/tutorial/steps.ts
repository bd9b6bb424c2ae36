/** Something that the tutorial has its reader do. */
export type Step = Command | Edit;

/** A block of shell commands, and what they print, in short. */
export interface Command {
  /**
   * `run`: it ends, without an error. `until`: it is repeated until it prints what is expected. `serve`: it goes on while the
   * reader works in another terminal.
   */
  readonly kind: 'run' | 'until' | 'serve';
  readonly script: string;
  /** Each of these lines is somewhere in the output; `…` stands for anything. */
  readonly expected: readonly string[];
}

/** A file that is to have this text. */
export interface Edit {
  readonly kind: 'edit';
  readonly file: string;
  readonly text: string;
}

/** A fenced block of code: what it is in, what is said of it, and its text. */
const BLOCK = /^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm;
const COMMANDS = ['run', 'until', 'serve'] as const;

/** The steps of a page in Markdown. What a command prints is the next block, if that is `text`. */
export function stepsOf(page: string): Step[] {
  const blocks = [...page.matchAll(BLOCK)].map(([, language, info, text]) => ({ language, info: info!, text: text! }));
  return blocks.flatMap(({ language, info, text }, at): Step[] => {
    const next = blocks[at + 1];
    const kind = COMMANDS.find((one) => one === info);
    if (language === 'sh' && kind) {
      return [{ kind, script: text, expected: next?.language === 'text' ? linesOf(next.text) : [] }];
    }
    const [, file] = /^file=(\S+)$/.exec(info) ?? [];
    return file ? [{ kind: 'edit', file, text }] : [];
  });
}

const linesOf = (text: string) => text.split('\n').filter(Boolean);

/** Those of the expected lines that are not in the output. */
export function missingIn(output: string, expected: readonly string[]): string[] {
  return expected.filter((line) => !patternOf(line).test(output));
}

/** Columns may be wider or narrower than on the page. */
function patternOf(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return new RegExp(parts.join('.*'));
}
