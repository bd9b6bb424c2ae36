import { expect, it } from '@jest/globals';
import { missingIn, stepsOf } from './steps.js';

const PAGE = `
\`\`\`sh
npm ci
\`\`\`

\`\`\`sh run
npm run order
\`\`\`

\`\`\`text
… CONFIRMED, …
\`\`\`

\`\`\`ts file=a/b.ts
export {};
\`\`\`

\`\`\`sh until
curl localhost
\`\`\`
`;

it('takes the blocks that are marked, each with what it prints', () => {
  expect(stepsOf(PAGE)).toEqual([
    { kind: 'run', script: 'npm run order\n', expected: ['… CONFIRMED, …'] },
    { kind: 'edit', file: 'a/b.ts', text: 'export {};\n' },
    { kind: 'until', script: 'curl localhost\n', expected: [] },
  ]);
});

it('finds expected lines whatever is in place of … and however wide columns are', () => {
  const output = '  12 ms  CONFIRMED, 25.00 USD\n{"items":[]}';
  expect(missingIn(output, ['… CONFIRMED, … USD', '{"items":[]…', 'ms CONFIRMED', 'REJECTED'])).toEqual(['REJECTED']);
});
