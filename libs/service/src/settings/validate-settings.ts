import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import type { SettingContext } from './setting.js';

export type SettingsClass<Settings extends object> = new () => Settings;
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting is wrong. The message is one line that names each wrong setting, its value and what is accepted. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads a class of settings from the environment. Text becomes what the field's decorator says; what is not set, or
 * set to nothing, keeps the field's initializer.
 * @throws SettingsError
 */
export function validateSettings<Settings extends object>(
  settingsClass: SettingsClass<Settings>,
  environment: Environment,
): Settings {
  const settings = plainToInstance(settingsClass, chosen(settingsClass, environment));
  const errors = validateSync(settings);
  if (errors.length > 0) throw new SettingsError(errors.map((error) => sentenceOf(error, environment)).join('; '));
  return settings;
}

function chosen(settingsClass: SettingsClass<object>, environment: Environment): Record<string, string> {
  const text: Record<string, string> = {};
  for (const name of namesOf(settingsClass)) {
    const value = environment[name]?.trim();
    if (value) text[name] = value;
  }
  return text;
}

const namesOf = (settingsClass: SettingsClass<object>): Set<string> =>
  new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(settingsClass, '', false, false)
      .map(({ propertyName }) => propertyName),
  );

function sentenceOf({ property, constraints = {}, contexts = {} }: ValidationError, environment: Environment): string {
  const accepted = Object.values(constraints).join(' and ');
  const text = environment[property]?.trim();
  if (!text) return `${property}: is not set; ${accepted}`;
  const contextOf = Object.values(contexts) as SettingContext[];
  const shown = contextOf.some(({ secret }) => secret) ? '***' : oneLine(text);
  return `${property}=${shown}: ${accepted}`;
}

const oneLine = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 100);
