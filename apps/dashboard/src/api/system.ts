import { get, type Call } from './call';

export type ServiceStatus = 'ok' | 'degraded' | 'down' | 'unreachable';

export interface ServiceState {
  readonly name: string;
  readonly title: string;
  readonly status: ServiceStatus;
  readonly since: string;
  readonly reason: string | null;
  /** Events that it has not handled yet. */
  readonly lag: number | null;
  /** Events that wait to be sent. */
  readonly outbox: number | null;
  readonly parked: { readonly retrying: number; readonly dead: number } | null;
}

export interface System {
  readonly at: string;
  readonly services: readonly ServiceState[];
  readonly kafka: { readonly state: 'up' | 'down'; readonly reason?: string };
}

export const getSystem = (): Call<System> => get('/system');
