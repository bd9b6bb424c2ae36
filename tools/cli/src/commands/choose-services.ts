import { ActionableError, type Service, serviceNamed, services } from '@orderflow/platform';

/**
 * The services that names on the command line mean, in the catalogue's order; no name means all.
 * @throws ActionableError for a name that is none.
 */
export function chooseServices(names: readonly string[]): readonly Service[] {
  const unknown = names.find((name) => !serviceNamed(name));
  if (unknown !== undefined) {
    throw new ActionableError(
      `There is no service "${unknown}"`,
      `The services are: ${services.map(({ name }) => name).join(', ')}`,
    );
  }
  return names.length === 0 ? services : services.filter(({ name }) => names.includes(name));
}
