import { table, type Terminal } from '@orderflow/cli';
import { catalogue } from '@orderflow/contracts';
import { dataDirectory, readPlatform } from '@orderflow/platform';
import { contractsOf } from '../contract.js';
import { publishSubjects } from '../registry/publish-subjects.js';
import { RegistryClient } from '../registry/registry-client.js';
import { registrySettings } from '../registry/registry-settings.js';
import { subjectOf } from '../registry/subject.js';

/** @throws ActionableError when the registry does not answer, or refuses a contract; then none is registered. */
export async function publish(terminal: Terminal, env = process.env): Promise<void> {
  const settings = registrySettings(env, readPlatform(dataDirectory(env))?.schemaRegistryUrl);
  const subjects = contractsOf(catalogue).map((contract) => subjectOf(contract, env.KAFKA_NAMESPACE));
  terminal.line(`Publishing ${subjects.length} contracts to ${settings.url}`);
  const published = await publishSubjects(new RegistryClient(settings), subjects);
  const rows = published.map(({ subject, version, isNew }) => [
    subject,
    `version ${version}`,
    isNew ? 'registered' : 'known already',
  ]);
  for (const line of table(rows)) terminal.line(`  ${line}`);
  terminal.line('All are registered, and changed only backwards compatibly from now on');
  if (published.some(({ isNew }) => isNew)) terminal.line('Next: deploy the services; consumers first, then producers');
}
