/** What `jest/count-reporter.js` leaves of a run. */
export interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Skipped, for want of what they need. */
  readonly numPendingTests: number;
  /** Files that failed before any of their tests ran. */
  readonly numRuntimeErrorTestSuites: number;
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts the tests of all projects. A file that did not run counts as a failure, and so does a project without a
 * report: it crashed. When Nx failed though no test did, something else is wrong, and that is one failure too.
 */
export function summarize(reports: readonly (JestReport | undefined)[], nxExitCode: number): Summary {
  const passed = sum(reports.map((report) => report?.numPassedTests ?? 0));
  const failed = sum(reports.map((report) => (report ? report.numFailedTests + report.numRuntimeErrorTestSuites : 1)));
  const skipped = sum(reports.map((report) => report?.numPendingTests ?? 0));
  return { passed, failed: nxExitCode === 0 ? failed : Math.max(1, failed), skipped };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
