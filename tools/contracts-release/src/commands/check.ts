import { type Terminal } from '@orderflow/cli';
import { catalogue } from '@orderflow/contracts';
import { readBaseline } from '../baseline/baseline.js';
import { checkContracts } from '../baseline/check.js';
import { contractsOf } from '../contract.js';

/** @throws ActionableError when a released contract is broken. */
export async function check(terminal: Terminal): Promise<void> {
  const released = await readBaseline();
  const { added, extended } = checkContracts(released, contractsOf(catalogue));
  terminal.line(`All ${released.length} released contracts hold`);
  for (const name of added) terminal.line(`  ${name} is new`);
  for (const name of extended) terminal.line(`  ${name} has new optional fields`);
  if (added.length + extended.length > 0) terminal.line('When they are deployed: npm run contracts:release');
}
