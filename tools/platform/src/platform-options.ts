import { type Observer } from './observer.js';

export interface PlatformOptions {
  readonly dataDirectory: string;
  /** Where the settings are looked up: KAFKA_BROKERS, KAFKA_NAMESPACE, JAVA_HOME, <SERVICE>_DATABASE_URL. */
  readonly env: NodeJS.ProcessEnv;
  readonly observer: Observer;
  /** The first ports to try; the next free ones are taken. Default: 9092, 5432 and 8081. */
  readonly ports?: { readonly kafka: number; readonly postgres: number; readonly registry?: number };
  /** Kafka asks every client who it is, and lets it do what it must and no more. Not for a Kafka of KAFKA_BROKERS. */
  readonly secure?: boolean;
  /** Runs a schema registry too. */
  readonly registry?: boolean;
  /** For tests: starts empty, on free ports, and does not wait for the disk. */
  readonly throwaway?: boolean;
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal;
}
