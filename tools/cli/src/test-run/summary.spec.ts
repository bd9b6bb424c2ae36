import { describe, expect, it } from '@jest/globals';
import { summarize } from './summary.js';

const report = (numPassedTests: number, numFailedTests = 0, numRuntimeErrorTestSuites = 0, numPendingTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numRuntimeErrorTestSuites,
});

describe('the summary of a test run', () => {
  it('adds up all projects', () => {
    expect(summarize([report(3), report(4, 2)], 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('counts a file that could not run as a failure', () => {
    expect(summarize([report(3, 1, 1)], 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  it('counts a project that crashed before it reported as a failure', () => {
    expect(summarize([report(3, 1), undefined], 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
  });

  it('never says that all is well when Nx failed', () => {
    expect(summarize([report(3)], 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('tells tests that were skipped from those that passed', () => {
    expect(summarize([report(3, 0, 0, 2), report(4, 0, 0, 1)], 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  it('has no failure when there was none', () => {
    expect(summarize([report(3)], 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  });
});
