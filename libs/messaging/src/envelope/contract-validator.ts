import { jsonSchemaOf, type EventClass } from '@orderflow/contracts/contract';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The data of an event do not fulfil its contract. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
  readonly code = 'CONTRACT_VIOLATION';
}

const ajv = new Ajv2020({ allErrors: false, strict: true, strictTypes: false });
addFormats.default(ajv);
const compiled = new Map<EventClass, ValidateFunction>();

/**
 * Checks data against the contract by its JSON Schema, compiled once per class: class-validator itself would cost more
 * than everything else that happens to an event. Throws `ContractViolation`, which names the field and what it accepts.
 */
export function validateContract(event: EventClass, data: unknown): asserts data is object {
  let validate = compiled.get(event);
  if (!validate) compiled.set(event, (validate = ajv.compile(jsonSchemaOf(event))));
  if (validate(data)) return;
  const { instancePath, message } = validate.errors![0]!;
  throw new ContractViolation(`${event.type} v${event.version}: ${instancePath.slice(1) || 'the data'} ${message}`);
}
