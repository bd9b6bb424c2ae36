import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@orderflow/platform';
import { type Terminal } from '../terminal/terminal.js';
import { projectsWith, runNx } from '../test-run/nx.js';
import { type JestReport, summarize } from '../test-run/summary.js';

const resultsDirectory = join(workspaceRoot, 'test-results');

/** Runs the tests of all projects, or of those named, on a Kafka and a PostgreSQL of their own; the last line counts them. */
export async function test(names: readonly string[], terminal: Terminal): Promise<void> {
  const projects = names.length > 0 ? names : await projectsWith('test');
  await rm(resultsDirectory, { recursive: true, force: true });
  const code = await runNx(['run-many', '-t', 'test', '-p', projects.join(',')]);
  const reports = new Map(projects.map((project) => [project, reportOf(project)]));
  const { passed, failed, skipped } = summarize([...reports.values()], code);
  for (const [project, report] of reports) if (!report) terminal.line(`${project}: ended before it reported`);
  if (failed > 0) process.exitCode = 1;
  if (skipped > 0) terminal.line(`${skipped} skipped: this machine lacks what they need`);
  terminal.line(`${passed} passed, ${failed} failed`);
}

function reportOf(project: string): JestReport | undefined {
  try {
    return JSON.parse(readFileSync(join(resultsDirectory, `${project}.json`), 'utf8')) as JestReport;
  } catch {
    return undefined;
  }
}
