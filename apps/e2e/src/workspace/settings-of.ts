import { read } from './workspace.js';

/** A field in capitals of a settings class. */
export const SETTING = /readonly ([A-Z][A-Z\d_]+)[!?]?:/g;

const EXTENDS: Readonly<Record<string, readonly string[]>> = {
  KafkaSettings: ['service-settings', 'kafka-settings'],
  BackendSettings: ['service-settings', 'kafka-settings', 'backend-settings'],
};

/** The names of all settings that a service reads from its environment. */
export function settingsOf(service: string): Set<string> {
  const config = read(`apps/${service}/src/config.ts`);
  const [, parent] = / extends (\w+)/.exec(config)!;
  const files = EXTENDS[parent!]!.map((name) => read(`libs/service/src/settings/${name}.ts`));
  return new Set([config, ...files].flatMap((text) => [...text.matchAll(SETTING)].map(([, name]) => name!)));
}
