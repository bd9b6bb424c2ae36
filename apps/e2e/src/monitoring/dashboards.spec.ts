import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { dashboards, expressions, type Panel } from './dashboards.js';
import { promtool } from './promtool.js';

describe('the dashboards', () => {
  it('are four, each under a name of its own', () => {
    expect(dashboards.map(({ file }) => file).sort()).toEqual(['business', 'kafka', 'service', 'system']);
    for (const { file, uid } of dashboards) expect(uid).toBe(`orderflow-${file}`);
  });

  it.each(dashboards)(
    '$title: every panel says what it shows and in which unit, and none covers another',
    ({ panels }) => {
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      const cells = panels.flatMap(cellsOf);
      expect(new Set(cells).size).toBe(cells.length);
      for (const panel of panels.filter(({ type }) => type !== 'row')) {
        expect(panel).toMatchObject({ description: expect.stringMatching(/\.$/), targets: expect.any(Array) });
        if (panel.type !== 'table') expect(panel.fieldConfig?.defaults.unit).toEqual(expect.any(String));
      }
    },
  );

  // As recording rules, because promtool parses an expression nowhere else without a server.
  it('ask what Prometheus can parse', () => {
    expect(expressions.length).toBeGreaterThan(40);
    const rules = expressions.map((expr, index) => ({ record: `asked:${index}`, expr }));
    const folder = mkdtempSync(join(tmpdir(), 'orderflow dashboards '));
    try {
      const file = join(folder, 'asked.yml');
      writeFileSync(file, stringify({ groups: [{ name: 'asked', rules }] }));
      promtool('check', 'rules', file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function cellsOf({ gridPos: { x, y, w, h } }: Panel): string[] {
  expect(x + w).toBeLessThanOrEqual(24);
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}
