import { type Terminal } from '@orderflow/cli';
import { catalogue } from '@orderflow/contracts';
import { ActionableError } from '@orderflow/platform';
import { readBaseline, writeBaseline } from '../baseline/baseline.js';
import { checkContracts } from '../baseline/check.js';
import { contractsOf, nameOf } from '../contract.js';

/**
 * Takes the contracts as they are now for released: from here on they may only gain optional fields.
 * @throws ActionableError when a released contract is broken that is not among `retired`.
 */
export async function release(retired: readonly string[], terminal: Terminal): Promise<void> {
  const [released, current] = [await readBaseline(), contractsOf(catalogue)];
  for (const name of retired) refuseToRetire(name, released.map(nameOf), current.map(nameOf));
  const kept = released.filter((contract) => !retired.includes(nameOf(contract)));
  const { added, extended } = checkContracts(kept, current);
  await writeBaseline(current);
  const count = added.length + extended.length + retired.length;
  if (count === 0) return terminal.line('Nothing has changed since the last release');
  for (const name of added) terminal.line(`  ${name} is released`);
  for (const name of extended) terminal.line(`  ${name} is released with its new fields`);
  for (const name of retired) terminal.line(`  ${name} is retired`);
  terminal.line('Commit libs/contracts/released, and tell the registry: npm run contracts:publish');
}

function refuseToRetire(name: string, released: readonly string[], current: readonly string[]): void {
  if (!released.includes(name)) {
    throw new ActionableError(`${name} is not released`, `Released are: ${released.join(', ')}`);
  }
  if (current.includes(name)) {
    throw new ActionableError(`${name} is still in the catalogue`, 'Remove its class first, with schema and example');
  }
}
