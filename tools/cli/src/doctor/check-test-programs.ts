import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findChromium } from '@orderflow/platform';
import { type Finding } from './finding.js';

/** `npm start` does without these. */
const FOR_TESTS = 'not found; tests need it';

export function checkChromium(env: NodeJS.ProcessEnv): Finding {
  const what = 'Chromium';
  const found = findChromium(env);
  if (found) return { what, state: 'ok', found };
  const remedy =
    'Install it (Debian, Ubuntu: apt install chromium; macOS: brew install chromium), or set CHROMIUM to its path, ' +
    'or leave its tests out: BROWSER_TESTS=off npm test';
  return { what, state: 'warning', found: FOR_TESTS, remedy };
}

export async function checkPromtool(env: NodeJS.ProcessEnv): Promise<Finding> {
  const what = 'promtool';
  const output = await promisify(execFile)('promtool', ['--version'], { env }).then(
    ({ stdout, stderr }) => stdout + stderr,
    () => undefined,
  );
  if (output) return { what, state: 'ok', found: `version ${/version (\S+)/.exec(output)?.[1] ?? 'unknown'}` };
  const remedy = 'It is a part of Prometheus (Debian, Ubuntu: apt install prometheus; macOS: brew install prometheus)';
  return { what, state: 'warning', found: FOR_TESTS, remedy };
}
