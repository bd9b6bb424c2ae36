import {
  ChoiceSetting,
  OperatorTokensSetting,
  OptionalSetting,
  TextSetting,
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
  @TextSetting({ accepts: 'an address or a host name', pattern: /^[\w.:-]+$/ }) readonly HOST: string = '127.0.0.1';

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

  get port(): number {
    return this.PORT ?? this.PORT_BASE + this.portOffset;
  }

  get logFormat(): 'json' | 'pretty' {
    return this.LOG_FORMAT ?? (this.NODE_ENV === 'production' ? 'json' : 'pretty');
  }
}
