import { type Addresses, type ProcessState } from '@orderflow/platform';

export interface ServiceStatus {
  readonly name: string;
  readonly state: ProcessState;
  readonly pid?: number;
  readonly port: number;
  /** Milliseconds since the epoch; 0 before the first start. */
  readonly startedAt: number;
  readonly restarts: number;
}

/** What a running system tells through its control socket. */
export interface SystemStatus {
  /** The process of `npm start`. */
  readonly pid: number;
  readonly addresses?: Addresses;
  readonly services: readonly ServiceStatus[];
}
