import { ActionableError, type Service, holderOf, isFree, portBase, portOf } from '@orderflow/platform';

/** @throws ActionableError when a service's port is taken. */
export async function refuseTakenPorts(chosen: readonly Service[], env: NodeJS.ProcessEnv): Promise<void> {
  for (const service of chosen) {
    const port = portOf(service, env);
    if (await isFree(port)) continue;
    const holder = holderOf(port);
    throw new ActionableError(
      `Port ${port} of ${service.title} is taken${holder ? ` by ${holder}` : ''}`,
      `End that, or move all services to other ports: PORT_BASE=${portBase(env) + 1000} npm start`,
    );
  }
}
