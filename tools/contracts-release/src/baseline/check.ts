import { ActionableError } from '@orderflow/platform';
import { type ContractBreak, contractBreaks } from '../compatibility/contract-breaks.js';
import { type Contract, nameOf } from '../contract.js';
import { isDeepStrictEqual } from 'node:util';

/** What a release of the contracts as they are now would change. */
export interface Pending {
  /** Not released yet. */
  readonly added: readonly string[];
  /** Released, and more than it was. */
  readonly extended: readonly string[];
}

/** @throws ActionableError when a released contract is broken; it names each break and the way out. */
export function checkContracts(released: readonly Contract[], current: readonly Contract[]): Pending {
  const breaks = contractBreaks(released, current);
  if (breaks.length > 0) throw brokenContracts(breaks);
  const before = new Map(released.map((contract) => [nameOf(contract), contract]));
  return {
    added: current.map(nameOf).filter((name) => !before.has(name)),
    extended: current
      .filter((contract) => before.has(nameOf(contract)))
      .filter((contract) => !isDeepStrictEqual(contract, before.get(nameOf(contract))))
      .map(nameOf),
  };
}

function brokenContracts(breaks: readonly ContractBreak[]): ActionableError {
  const lines = breaks.map(({ contract, path, why }) => `  ${contract} ${path}: ${why}`);
  const isGone = breaks.some(({ path }) => path === 'class');
  return new ActionableError(
    `A released contract is broken:\n${lines.join('\n')}`,
    'Undo it and put a new version beside the old one: docs/contracts.md' +
      (isGone ? '. A version whose last event is gone: npm run contracts:release -- --retire <TYPE>.v<N>' : ''),
  );
}
