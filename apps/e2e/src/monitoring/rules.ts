import { parse } from 'yaml';
import { filesOf, read } from '../workspace/workspace.js';

/** A rule that computes a series of its own. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity?: string };
  readonly annotations: { readonly summary?: string; readonly description?: string; readonly runbook_url?: string };
}

/** A scenario of promtool: series, and what expressions answer at which time. */
export interface Scenario {
  readonly name: string;
  readonly promql_expr_test: readonly Asked[];
}

interface Asked {
  readonly expr: string;
  readonly exp_samples: readonly { readonly labels: string }[];
}

export interface RuleFile {
  readonly groups: readonly { readonly rules: readonly (RecordingRule | AlertingRule)[] }[];
}

/** Prometheus' configuration in this repository. */
export const PROMETHEUS = 'deploy/prometheus';
export const RULE_FILES = filesOf(`${PROMETHEUS}/rules/*.yml`);
export const RULE_TESTS = filesOf(`${PROMETHEUS}/tests/*.yml`);

const rules = RULE_FILES.flatMap((file) => (parse(read(file)) as RuleFile).groups).flatMap((group) => group.rules);

export const recordings = rules.filter((rule): rule is RecordingRule => 'record' in rule);
export const alerts = rules.filter((rule): rule is AlertingRule => 'alert' in rule);
export const scenarios = RULE_TESTS.flatMap((file) => (parse(read(file)) as { tests: Scenario[] }).tests);
