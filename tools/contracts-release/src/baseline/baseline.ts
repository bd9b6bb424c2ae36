import { workspaceRoot } from '@orderflow/platform';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { type Contract, nameOf } from '../contract.js';

/** Where the contracts of the last release are kept, a file each. */
export const BASELINE = join(workspaceRoot, 'libs/contracts/released');

/** The contracts of the last release; none before the first. */
export async function readBaseline(directory = BASELINE): Promise<Contract[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const contracts = files.filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    contracts.map(async (file) => JSON.parse(await readFile(join(directory, file), 'utf8')) as Contract),
  );
}

/** These and no others are the released contracts from now on. */
export async function writeBaseline(contracts: readonly Contract[], directory = BASELINE): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = new Map(contracts.map((contract) => [`${nameOf(contract)}.json`, contract]));
  for (const [file, contract] of files) await writeFile(join(directory, file), await textOf(contract));
  const old = (await readdir(directory)).filter((file) => file.endsWith('.json') && !files.has(file));
  for (const file of old) await rm(join(directory, file));
}

/** As the formatter of the workspace would have it. */
async function textOf(contract: Contract): Promise<string> {
  const config = await resolveConfig(join(BASELINE, 'contract.json'));
  return format(JSON.stringify(contract), { ...config, parser: 'json' });
}
