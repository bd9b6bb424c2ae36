import { type Contract, nameOf } from '../contract.js';
import { schemaBreaks } from './schema-breaks.js';

/** A change of a released contract that is not allowed. */
export interface ContractBreak {
  /** Such as `ORDER_CREATED.v1`. */
  readonly contract: string;
  /** JSON pointer into the schema, or what else of the contract has changed. */
  readonly path: string;
  readonly why: string;
}

/** What has become of released contracts. A contract that is not released yet may be anything. */
export function contractBreaks(released: readonly Contract[], current: readonly Contract[]): ContractBreak[] {
  const currentByName = new Map(current.map((contract) => [nameOf(contract), contract]));
  return released.flatMap((before) => {
    const contract = nameOf(before);
    const after = currentByName.get(contract);
    if (!after) return [{ contract, path: 'class', why: 'is gone: events of it may lie in topics and dead letters' }];
    return [...placeBreaks(before, after), ...schemaBreaks(before.schema, after.schema)].map((found) => ({
      contract,
      ...found,
    }));
  });
}

function placeBreaks(before: Contract, after: Contract) {
  return [
    ...(before.topic === after.topic
      ? []
      : [{ path: 'topic', why: `${before.topic} has become ${after.topic}: consumers read the former` }]),
    ...(before.key === after.key
      ? []
      : [{ path: 'key', why: `${before.key} has become ${after.key}: events of one key would not stay in order` }]),
  ];
}
