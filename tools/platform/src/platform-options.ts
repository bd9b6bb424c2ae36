import { type Observer } from './observer.js';

export interface PlatformOptions {
  readonly dataDirectory: string;
  /** Where the settings are looked up: KAFKA_BROKERS, JAVA_HOME, <SERVICE>_DATABASE_URL. */
  readonly env: NodeJS.ProcessEnv;
  readonly observer: Observer;
  /** The first ports to try; the next free ones are taken. Default: 9092 and 5432. */
  readonly ports?: { readonly kafka: number; readonly postgres: number };
  /** For tests: starts empty, on free ports, and does not wait for the disk. */
  readonly throwaway?: boolean;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}
