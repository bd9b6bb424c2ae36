import 'reflect-metadata';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** One kind of setting: how its text is read, and what is accepted. */
interface Setting {
  /** Completes the sentence "must be …". */
  readonly accepts: string;
  /** Turns the text of the environment into the value; what it cannot read it returns as it is. */
  readonly read?: (text: string) => unknown;
  readonly valid: (value: unknown) => boolean;
  /** The value holds a secret: no message may show it. */
  readonly secret?: boolean;
}

/** What a failed setting tells about itself, beside its message. */
export interface SettingContext {
  readonly secret: boolean;
}

function setting({ accepts, read = (text) => text, valid, secret = false }: Setting): PropertyDecorator {
  const context: SettingContext = { secret };
  const toValue = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? read(value) : value));
  const check = ValidateBy(
    { name: 'setting', validator: { validate: valid } },
    { message: `must be ${accepts}`, context },
  );
  return (target, property) => {
    toValue(target, property);
    check(target, property);
  };
}

/** What a setting must be in the light of the others; `accepts` completes the sentence "must be …". */
export const SettingRule = <Settings extends object>(rule: {
  readonly accepts: string;
  readonly holds: (settings: Settings) => boolean;
  /** As of the setting itself. */
  readonly secret?: boolean;
}): PropertyDecorator =>
  ValidateBy(
    { name: 'rule', validator: { validate: (_value, args) => rule.holds(args!.object as Settings) } },
    { message: `must be ${rule.accepts}`, context: { secret: rule.secret ?? false } satisfies SettingContext },
  );

/** A setting that may be left out and then is `undefined`. One with a default needs no mark: its initializer is the default. */
export const OptionalSetting = (): PropertyDecorator => ValidateIf((_settings, value) => value !== undefined);

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** A whole number within bounds, both included. */
export const WholeSetting = ({ min, max }: { min: number; max: number }) =>
  setting({
    accepts: `a whole number from ${min} to ${max}`,
    read: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
    valid: (value) => isWhole(value, min, max),
  });

/** Text of 1 character at least. */
export const TextSetting = ({ accepts = 'text', pattern = /./, secret = false } = {}) =>
  setting({ accepts, secret, valid: (value) => typeof value === 'string' && pattern.test(value) });

/** One of the given words. */
export const ChoiceSetting = (choices: readonly string[]) =>
  setting({ accepts: `one of ${choices.join(', ')}`, valid: (value) => choices.includes(value as string) });

/** `true` or `false`. */
export const FlagSetting = () =>
  setting({
    accepts: 'true or false',
    read: (text) => ({ true: true, false: false })[text] ?? text,
    valid: (value) => typeof value === 'boolean',
  });

/** Texts separated by commas, each of the given pattern; at least `min` of them (1 by default). */
export const ListSetting = ({ accepts = 'a list separated by commas', pattern = /./, min = 1 } = {}) =>
  setting({
    accepts,
    read: (text) => splitList(text),
    valid: (value) => Array.isArray(value) && value.length >= min && value.every((item) => pattern.test(String(item))),
  });

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as `500ms`, `20s`, `15m`, `24h` or `7d`; the value is in milliseconds. */
export const DurationSetting = ({ min, max }: { min: string; max: string }) =>
  setting({
    accepts: `a duration from ${min} to ${max}, such as 500ms, 20s, 15m, 24h or 7d`,
    read: (text) => millisecondsOf(text) ?? text,
    valid: (value) => isWhole(value, millisecondsOf(min)!, millisecondsOf(max)!),
  });

function millisecondsOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text) ?? [];
  return amount && unit ? Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS] : undefined;
}

/** A URL of one of the given protocols (`http:`). With `secret` (it may carry a password) no message shows it. */
export const UrlSetting = ({ protocols, secret = false }: { protocols: readonly string[]; secret?: boolean }) =>
  setting({
    accepts: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    secret,
    valid: (value) => typeof value === 'string' && URL.canParse(value) && protocols.includes(new URL(value).protocol),
  });

const BROKER = /^([\w.-]+|\[[\da-f:.]+\]):([1-9]\d{0,4})$/i;

/** Kafka brokers as `host:port`, separated by commas. */
export const BrokersSetting = () =>
  ListSetting({ accepts: 'host:port pairs separated by commas, such as 127.0.0.1:9092', pattern: BROKER });

/** A file in PEM whose text `parse` takes; the value is that text. */
const pemFileSetting = (what: string, parse: (pem: string) => unknown) =>
  setting({
    accepts: `a file that can be read, with ${what} in PEM`,
    read: (path) => pemIn(path, parse) ?? { path },
    valid: (value) => typeof value === 'string',
  });

function pemIn(path: string, parse: (pem: string) => unknown): string | undefined {
  try {
    const pem = readFileSync(path, 'utf8');
    parse(pem);
    return pem;
  } catch {
    return undefined;
  }
}

/** The path of a file with one certificate or more. */
export const CertificatesSetting = () => pemFileSetting('a certificate', (pem) => new X509Certificate(pem));

/** The path of a file with an unencrypted private key. */
export const PrivateKeySetting = () => pemFileSetting('an unencrypted private key', createPrivateKey);

/** A token that a person or a program holds, and the name under which the audit knows the holder. */
export interface OperatorToken {
  readonly name: string;
  readonly token: string;
}

/** `name:token`; the token is a bearer token as RFC 6750 (2.1) writes one. */
const OPERATOR_TOKEN = /^([\w.@-]{1,64}):([\w.~+/-]{16,256}={0,2})$/;

/** Operators and their tokens, `name:token` separated by commas. No message shows them. */
export const OperatorTokensSetting = () =>
  setting({
    accepts:
      'name:token pairs separated by commas, each token 16 characters at least (letters, digits and -._~+/) and of one name',
    secret: true,
    read: (text) => text.split(',').map((pair) => tokenOf(pair.trim())),
    valid: (value) => Array.isArray(value) && value.every((one) => one !== undefined) && areDistinct(value),
  });

function tokenOf(pair: string): OperatorToken | undefined {
  const [, name, token] = OPERATOR_TOKEN.exec(pair) ?? [];
  return name && token ? { name, token } : undefined;
}

/** One name may have several tokens, while it changes them; a token that two hold would not tell who asks. */
const areDistinct = (tokens: readonly OperatorToken[]): boolean =>
  new Set(tokens.map(({ token }) => token)).size === tokens.length;
