import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const directory = join(import.meta.dirname, '../../../test-results');

/** Jest reporter: leaves a project's counts in `test-results/<project>.json`, where `npm test` adds them up. */
export default class CountReporter {
  constructor({ rootDir }) {
    this.project = basename(rootDir);
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const report = { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites };
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${this.project}.json`), JSON.stringify(report));
  }
}
