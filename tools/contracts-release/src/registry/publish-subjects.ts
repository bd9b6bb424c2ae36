import { ActionableError } from '@orderflow/platform';
import { type RegistryClient } from './registry-client.js';
import { type Subject } from './subject.js';

export interface Published {
  readonly subject: string;
  /** The registry's. */
  readonly version: number;
  readonly isNew: boolean;
}

/**
 * Registers what the registry does not have yet, each subject with the compatibility BACKWARD. Doing it again changes
 * nothing. All are compared before any is registered: one that is incompatible keeps the others out too.
 * @throws ActionableError with the registry's reasons.
 */
export async function publishSubjects(client: RegistryClient, subjects: readonly Subject[]): Promise<Published[]> {
  const known = new Map<Subject, number>();
  for (const subject of subjects) {
    const version = await client.versionOf(subject);
    if (version !== undefined) known.set(subject, version);
  }
  const missing = subjects.filter((subject) => !known.has(subject));
  for (const subject of subjects) await client.requireBackward(subject);
  await refuseIncompatible(client, missing);
  for (const subject of missing) {
    const { refusal } = await client.register(subject);
    if (refusal !== undefined) throw incompatible([`${subject.name}: ${refusal}`]);
  }
  return Promise.all(
    subjects.map(async (subject) => ({
      subject: subject.name,
      version: known.get(subject) ?? (await client.versionOf(subject))!,
      isNew: !known.has(subject),
    })),
  );
}

async function refuseIncompatible(client: RegistryClient, subjects: readonly Subject[]): Promise<void> {
  const reasons: string[] = [];
  for (const subject of subjects) {
    if (await client.isCompatible(subject)) continue;
    // Not every registry gives reasons when it compares; each does when it refuses.
    const { refusal } = await client.register(subject);
    if (refusal !== undefined) reasons.push(`${subject.name}: ${refusal}`);
  }
  if (reasons.length > 0) throw incompatible(reasons);
}

function incompatible(reasons: readonly string[]): ActionableError {
  return new ActionableError(
    `The schema registry refuses what would break consumers, and nothing is registered:\n  ${reasons.join('\n  ')}`,
    'Put a new version of the contract beside the old one: docs/contracts.md',
  );
}
