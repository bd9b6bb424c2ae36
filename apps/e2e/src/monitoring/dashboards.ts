import { basename } from 'node:path';
import { filesOf, read } from '../workspace/workspace.js';

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly expr: string }[];
}

interface Variable {
  readonly name: string;
  readonly query: string;
}

export interface Dashboard {
  readonly file: string;
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
}

export const dashboards = filesOf('deploy/grafana/dashboards/*.json').map((path) => ({
  ...(JSON.parse(read(path)) as Omit<Dashboard, 'file'>),
  file: basename(path, '.json'),
}));

/** Every expression of every panel, with Grafana's variables filled in: any value for those that the reader chooses. */
export const expressions = dashboards.flatMap(({ panels }) =>
  panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => filledIn(expr))),
);

function filledIn(expression: string): string {
  return expression.replaceAll(/\$__(rate_interval|range|interval)\b/g, '5m').replaceAll(/=~?"\$\w+"/g, '=~".*"');
}
