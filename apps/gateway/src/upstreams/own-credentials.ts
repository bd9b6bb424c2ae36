import { Injectable } from '@nestjs/common';
import { mintToken } from '@orderflow/service';
import { GatewaySettings } from '../config.js';

/** Of a token that the gateway makes: it is made anew for each look. */
const TTL_SECONDS = 60;

/** Who the gateway is to the services when it asks in nobody's name but its own: how they are, and what is new. */
@Injectable()
export class OwnCredentials {
  constructor(private readonly settings: GatewaySettings) {}

  /**
   * The header to send. With AUTH_SECRET a token of an administrator that is good for `ttlSeconds` (a service ends a stream
   * with its token), with AUTH_JWKS_URL `SERVICE_TOKEN`. With AUTH=off the first of OPERATOR_TOKENS, or nothing.
   */
  async headers(ttlSeconds = TTL_SECONDS): Promise<Record<string, string>> {
    const token = await this.token(ttlSeconds);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  private async token(ttlSeconds: number): Promise<string | undefined> {
    const { settings } = this;
    if (settings.auth === 'off') return settings.OPERATOR_TOKENS[0]?.token;
    if (settings.AUTH_JWKS_URL) return settings.SERVICE_TOKEN;
    return mintToken(settings, { subject: 'gateway', scopes: ['admin'], ttlSeconds });
  }
}
