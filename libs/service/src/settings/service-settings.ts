import { isLoopbackAddress } from '../operators/loopback.js';
import {
  ChoiceSetting,
  DurationSetting,
  OperatorTokensSetting,
  OptionalSetting,
  SettingRule,
  TextSetting,
  UrlSetting,
  WholeSetting,
  type OperatorToken,
} from './setting.js';

export const LogLevel = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LogLevel)[number];

/**
 * The settings that every service has. A service extends this class with its own; the initializer of a field is
 * the default, and the environment's names are the fields' names.
 */
export abstract class ServiceSettings {
  /** The service's place after PORT_BASE, so that one setting moves all services' ports together. */
  abstract readonly portOffset: number;

  /** Default: development. */
  @ChoiceSetting(['development', 'test', 'production']) readonly NODE_ENV: string = 'development';

  /** The address that the service listens on; `0.0.0.0` in a container. Default: 127.0.0.1, this machine only. */
  @TextSetting({ accepts: 'an address or a host name', pattern: /^[\w.:-]+$/ })
  @SettingRule<ServiceSettings>({
    accepts:
      'an address of this machine alone, such as 127.0.0.1, unless callers have to say who they are: set AUTH_JWKS_URL or ' +
      'AUTH_SECRET, or AUTH=off where something else keeps strangers out',
    holds: ({ HOST, AUTH, auth }) =>
      auth === 'jwt' || AUTH === 'off' || HOST === 'localhost' || isLoopbackAddress(HOST),
  })
  readonly HOST: string = '127.0.0.1';

  /** The first of the services' ports. Default: 3000. */
  @WholeSetting({ min: 1, max: 65_500 }) readonly PORT_BASE: number = 3000;

  /** The port that the service listens on. Default: PORT_BASE plus the service's offset. */
  @OptionalSetting() @WholeSetting({ min: 1, max: 65_535 }) readonly PORT?: number;

  /** The least severe log line that is written. Default: info. */
  @ChoiceSetting(LogLevel) readonly LOG_LEVEL: LogLevel = 'info';

  /** `json`, a line for machines, or `pretty`, for people. Default: json when NODE_ENV is production, else pretty. */
  @OptionalSetting() @ChoiceSetting(['json', 'pretty']) readonly LOG_FORMAT?: 'json' | 'pretty';

  /** In seconds: a service that has not stopped so long after a SIGTERM ends at once. Default: 20. */
  @WholeSetting({ min: 1, max: 600 }) readonly SHUTDOWN_TIMEOUT_SECONDS: number = 20;

  /**
   * Who may use the operator routes, such as /dead-letters: `name:token` separated by commas. Default: none, and these
   * routes answer callers on this machine only.
   */
  @OperatorTokensSetting() readonly OPERATOR_TOKENS: readonly OperatorToken[] = [];

  /**
   * `jwt`: a caller needs a token. `off`: nobody does, for something else keeps strangers out. Default: jwt when
   * AUTH_JWKS_URL or AUTH_SECRET is set, else off, and then the service listens on this machine only.
   */
  @OptionalSetting()
  @ChoiceSetting(['jwt', 'off'])
  @SettingRule<ServiceSettings>({
    accepts: 'jwt only where AUTH_JWKS_URL or AUTH_SECRET is set',
    holds: ({ AUTH, AUTH_JWKS_URL, AUTH_SECRET }) => AUTH !== 'jwt' || Boolean(AUTH_JWKS_URL ?? AUTH_SECRET),
  })
  readonly AUTH?: 'jwt' | 'off';

  /** Where the identity provider gives out its public keys (RFC 7517). Default: none. */
  @OptionalSetting() @UrlSetting({ protocols: ['https:', 'http:'] }) readonly AUTH_JWKS_URL?: string;

  /** Instead of AUTH_JWKS_URL: the secret by which tokens are signed (HS256). Default: none. */
  @OptionalSetting()
  @TextSetting({
    accepts: 'a secret of 32 characters at least, without spaces',
    pattern: /^\S{32,1024}$/,
    secret: true,
  })
  @SettingRule<ServiceSettings>({
    accepts: 'left out where AUTH_JWKS_URL is set: tokens are of one kind',
    secret: true,
    holds: ({ AUTH_JWKS_URL }) => AUTH_JWKS_URL === undefined,
  })
  readonly AUTH_SECRET?: string;

  /** The `iss` of a token. Default: none, any. */
  @OptionalSetting() @TextSetting() readonly AUTH_ISSUER?: string;

  /** What the `aud` of a token must name. Default: orderflow. */
  @TextSetting() readonly AUTH_AUDIENCE: string = 'orderflow';

  /** By how much the clock of who makes the tokens may differ from ours. Default: 30s. */
  @DurationSetting({ min: '0s', max: '5m' }) readonly AUTH_CLOCK_SKEW: number = 30_000;

  /** Where spans go, by OTLP over HTTP: a collector's base URL, such as http://127.0.0.1:4318. Default: none, no traces. */
  @OptionalSetting() @UrlSetting({ protocols: ['https:', 'http:'] }) readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** What AUTH comes to. */
  get auth(): 'jwt' | 'off' {
    return this.AUTH ?? ((this.AUTH_JWKS_URL ?? this.AUTH_SECRET) ? 'jwt' : 'off');
  }

  get port(): number {
    return this.PORT ?? this.PORT_BASE + this.portOffset;
  }

  get logFormat(): 'json' | 'pretty' {
    return this.LOG_FORMAT ?? (this.NODE_ENV === 'production' ? 'json' : 'pretty');
  }
}
