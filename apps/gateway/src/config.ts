import {
  KafkaSettings,
  ListSetting,
  OptionalSetting,
  SettingRule,
  TextSetting,
  UrlSetting,
  WholeSetting,
} from '@orderflow/service';
import type { Upstream } from './upstreams/upstreams.js';

const UpstreamUrl = (): PropertyDecorator => (target, property) => {
  OptionalSetting()(target, property);
  UrlSetting({ protocols: ['http:'] })(target, property);
};

/**
 * The settings of the gateway. Without a URL, a service is looked for on this machine, at PORT_BASE plus its offset.
 * Kafka is needed only to show its topics and the services' lag.
 */
export class GatewaySettings extends KafkaSettings {
  readonly portOffset = 0;

  /** Default: http://127.0.0.1:3001 (PORT_BASE + 1). */
  @UpstreamUrl() readonly ORDER_API_URL?: string;
  /** Default: http://127.0.0.1:3002 (PORT_BASE + 2). */
  @UpstreamUrl() readonly INVENTORY_URL?: string;
  /** Default: http://127.0.0.1:3003 (PORT_BASE + 3). */
  @UpstreamUrl() readonly NOTIFICATION_URL?: string;
  /** Default: http://127.0.0.1:3004 (PORT_BASE + 4). */
  @UpstreamUrl() readonly ANALYTICS_URL?: string;
  /** Default: http://127.0.0.1:3005 (PORT_BASE + 5). */
  @UpstreamUrl() readonly TRANSACTION_URL?: string;

  /**
   * Who the gateway is to the services where AUTH_JWKS_URL is set: one of their OPERATOR_TOKENS, without its name. With
   * AUTH_SECRET it makes its own tokens. Default: none.
   */
  @TextSetting({
    accepts: 'a bearer token of 16 characters at least (letters, digits and -._~+/)',
    pattern: /^(?:|[\w.~+/-]{16,256}={0,2})$/,
    secret: true,
  })
  @SettingRule<GatewaySettings>({
    accepts: "set where AUTH_JWKS_URL is, to a token of the services' OPERATOR_TOKENS",
    holds: ({ SERVICE_TOKEN, AUTH_JWKS_URL, auth }) => SERVICE_TOKEN !== '' || auth === 'off' || !AUTH_JWKS_URL,
  })
  readonly SERVICE_TOKEN: string = '';

  /** In seconds: how long a service may take to begin its answer; longer than the 30 that a client may ask it to wait. Default: 60. */
  @WholeSetting({ min: 1, max: 600 }) readonly UPSTREAM_TIMEOUT_SECONDS: number = 60;

  /** Requests a minute that one client may send. Default: 6000. */
  @WholeSetting({ min: 1, max: 1_000_000_000 }) readonly RATE_LIMIT_PER_MINUTE: number = 6_000;

  /**
   * IP addresses of the proxies in front of the gateway, separated by commas: only they are believed when they say
   * (X-Forwarded-For) which client they speak for. Default: none.
   */
  @ListSetting({ accepts: 'IP addresses separated by commas', pattern: /^[\da-f.:]+$/i, min: 0 })
  readonly TRUSTED_PROXIES: readonly string[] = [];

  /** Where a service is. */
  urlOf({ setting, portOffset }: Upstream): string {
    return this[setting] ?? `http://127.0.0.1:${this.PORT_BASE + portOffset}`;
  }
}
