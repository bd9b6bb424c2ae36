/** A label matcher of a selector: `{state="dead"}`. */
export interface Matcher {
  readonly metric: string;
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** What a PromQL expression names. */
export interface Names {
  readonly metrics: ReadonlySet<string>;
  readonly matchers: readonly Matcher[];
  /** The labels of `by`, `on` and their like. */
  readonly groupings: ReadonlySet<string>;
}

const SELECTOR = /([a-zA-Z_:][\w:]*)?\s*\{((?:"[^"]*"|[^}"])*)\}/g;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;
const GROUPING = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;
const RANGE = /\[[^\]]*\]/g;
const NAME = /(?<![\w.])[a-zA-Z_:][\w:]*(?!\w*\s*\()/g;
const KEYWORDS = new Set(['and', 'or', 'unless', 'offset', 'bool', 'by', 'on']);

/** Reads what an expression names. Its syntax is for promtool to judge; strings are in double quotes. */
export function namesIn(expression: string): Names {
  const matchers: Matcher[] = [];
  const groupings = new Set<string>();
  const rest = expression
    .replaceAll(SELECTOR, (_, metric: string | undefined, inside: string) => {
      for (const [, label, operator, value] of inside.matchAll(MATCHER))
        matchers.push({
          metric: metric ?? '',
          label: label!,
          operator: operator as Matcher['operator'],
          value: value!,
        });
      return ` ${metric ?? ''} `;
    })
    .replaceAll(GROUPING, (_, labels: string) => {
      for (const label of labels.split(',')) if (label.trim()) groupings.add(label.trim());
      return ' ';
    })
    .replaceAll(RANGE, ' ')
    .replaceAll(/"[^"]*"/g, ' ');
  const metrics = new Set([...rest.matchAll(NAME)].map(([name]) => name).filter((name) => !KEYWORDS.has(name)));
  return { metrics, matchers, groupings };
}
