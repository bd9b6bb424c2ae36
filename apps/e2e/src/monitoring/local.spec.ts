import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@orderflow/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WORKSPACE } from '../workspace/workspace.js';
import { promtool } from './promtool.js';
import { PROMETHEUS } from './rules.js';

const OPERATORS = 'alice:alice-0123456789';
const TOKEN = 'metrics-0123456789';

describe('deploy/prometheus/local.sh', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orderflow local '));
  // A copy: the script reads the `.env` of the checkout that it lies in.
  beforeAll(() => cpSync(join(WORKSPACE, PROMETHEUS), join(folder, PROMETHEUS), { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));
  const config = join(folder, 'data/prometheus/prometheus.yml');

  /** Writes the configuration; with --help Prometheus ends at once. */
  const run = (OPERATOR_TOKENS: string) =>
    spawnSync(join(folder, PROMETHEUS, 'local.sh'), ['--help'], {
      env: { PATH: process.env.PATH, PORT_BASE: '4300', ORDERFLOW_DATA_DIR: 'data', OPERATOR_TOKENS },
      encoding: 'utf8',
    });

  it('finds every service of npm start', () => {
    run('');
    const targets = [...readFileSync(config, 'utf8').matchAll(/targets: \['(.*?)'\].*service: ([\w-]+)/g)];
    const addresses = services.map(({ name, portOffset }) => [name, `127.0.0.1:${4300 + portOffset}`]);
    expect(targets.map(([, target, service]) => [service, target])).toEqual(addresses);
    expect(promtool('check', 'config', config)).toMatch(/5 rule files found/);
  });

  it('shows the token that is Prometheus’ own, and keeps it to itself', () => {
    run(`${OPERATORS},prometheus:${TOKEN}`);
    const [, file] = /credentials_file: (.*)/.exec(readFileSync(config, 'utf8'))!;
    expect(readFileSync(file!, 'utf8').trim()).toBe(TOKEN);
    expect(statSync(file!).mode & 0o077).toBe(0);
    promtool('check', 'config', config);
  });

  it('says what is missing where operators need a token and Prometheus has none', () => {
    const { status, stderr } = run(OPERATORS);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^OPERATOR_TOKENS names no prometheus: add/);
  });
});
