import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, WORKSPACE } from '../workspace/workspace.js';
import { expressions as shown } from './dashboards.js';
import { namesIn } from './promql.js';
import { promtool } from './promtool.js';
import { alerts, PROMETHEUS, recordings, RULE_FILES, RULE_TESTS, scenarios } from './rules.js';

const names = [...new Set(alerts.map(({ alert }) => alert))];
/** What a scenario says of one alert: the labels of each that is to fire. */
const FIRES = /ALERTS\{alertname="(\w+)", alertstate="firing"(.*)\}/;
const firing = scenarios.flatMap(({ promql_expr_test: asked }) =>
  asked.flatMap(({ exp_samples: samples }) =>
    samples.map(({ labels }) => FIRES.exec(labels)).filter((it) => it !== null),
  ),
);

describe('the configuration of Prometheus', () => {
  it('is accepted by promtool', () => {
    promtool('check', 'config', '--syntax-only', `${PROMETHEUS}/prometheus.yml`);
    promtool('check', 'rules', ...RULE_FILES);
  });

  it('has rules that do in each scenario what it says', () => {
    promtool('test', 'rules', ...RULE_TESTS);
  }, 120_000);

  it('records nothing that no alert and no dashboard uses', () => {
    const used = new Set([...alerts.map(({ expr }) => expr), ...shown].flatMap((expr) => [...namesIn(expr).metrics]));
    expect(recordings.map(({ record }) => record).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('an alert', () => {
  it.each(names)('%s fires in one scenario, and not in another or at another time', (name) => {
    expect(firing.map(([, alert]) => alert)).toContain(name);
    const fires = (labels: string) => FIRES.exec(labels)?.[1] === name;
    const silent = scenarios.filter(
      ({ promql_expr_test: asked }) =>
        asked.some(({ exp_samples: samples }) => samples.some(({ labels }) => fires(labels))) &&
        asked.some(({ expr, exp_samples: samples }) => mayAnswer(expr, name) && samples.length === 0),
    );
    expect(silent).not.toEqual([]);
  });

  it.each(alerts)('$alert tells who has to wake up, what is wrong and what to do', (alert) => {
    expect(['critical', 'warning']).toContain(alert.labels.severity);
    expect(alert.annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
    const [file, heading] = alert.annotations.runbook_url!.split('#') as [string, string?];
    expect(existsSync(join(WORKSPACE, file))).toBe(true);
    if (heading) expect(headingsOf(read(file))).toContain(heading);
    expect(read('docs/monitoring.md')).toContain(`| \`${alert.alert}\` | ${alert.labels.severity} |`);
  });

  it.each(alerts)('$alert speaks of labels that it has', ({ alert, annotations }) => {
    const [, , labels] = firing.find(([, name]) => name === alert)!;
    const text = Object.values(annotations).join(' ');
    for (const [, label] of text.matchAll(/\$labels\.(\w+)/g)) expect(labels).toContain(`${label}="`);
  });
});

const mayAnswer = (expr: string, alert: string) => !expr.includes('alertname') || expr.includes(`"${alert}"`);

/** As GitHub makes anchors of them. */
const headingsOf = (markdown: string) =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text]) =>
    text!
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
