import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedMetrics, Scrape } from '@orderflow/service/testing';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('the metrics of analytics', () => {
  let bed: TestBed;
  beforeAll(async () => {
    bed = await startTestBed();
  }, 60_000);
  afterAll(() => bed.close());

  it('are those of docs/metrics.md', async () => {
    expect((await Scrape.of(bed.first)).names).toEqual(documentedMetrics('analytics'));
  });
});
