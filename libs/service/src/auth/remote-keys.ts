import { Logger } from '@nestjs/common';
import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';
import { keysUnavailable } from './auth.problems.js';

/** A key that the server gives out no more is used so long at most, plus what verified tokens are remembered for. */
const MAX_AGE_MS = 5 * 60_000;
/** An unknown key makes us ask again, once in this time at most: anyone can invent keys. */
const COOL_DOWN_MS = 30_000;
/** After a failure nobody asks for so long: no request waits for a server that does not answer. */
const PAUSE_MS = 5_000;
const TIMEOUT_MS = 2_000;

/**
 * The public keys of an identity provider (RFC 7517), fetched when they are first needed and again when they are old or
 * one is unknown. While the server is away the keys that are known go on.
 */
export class RemoteKeys {
  private readonly logger = new Logger('Auth');
  private readonly keys;
  private fetchedAt = -Infinity;
  private pausedUntil = -Infinity;

  constructor(url: string) {
    this.keys = createRemoteJWKSet(new URL(url), {
      cooldownDuration: COOL_DOWN_MS,
      cacheMaxAge: Infinity, // renewed here, so that old keys outlive an outage of the server
      timeoutDuration: TIMEOUT_MS,
      [customFetch]: this.fetch,
    });
  }

  /** For `jwtVerify`. @throws Problem 503 when the key is unknown and the server does not answer */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    await this.renewIfOld();
    try {
      return await this.keys(header, token);
    } catch (error) {
      // Nobody but the holder of the key is at fault where the keys were there to be looked at.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw keysUnavailable();
    }
  };

  private async renewIfOld(): Promise<void> {
    if (!this.keys.jwks() || Date.now() < this.fetchedAt + MAX_AGE_MS || Date.now() < this.pausedUntil) return;
    await this.keys.reload().catch(() => undefined); // told by `fetch`; the known keys go on
  }

  private readonly fetch: FetchImplementation = async (url, options) => {
    if (Date.now() < this.pausedUntil) throw new Error('The server of the keys did not answer just now');
    try {
      const response = await fetch(url, options);
      if (response.status !== 200) throw new Error(`it answers ${response.status}`);
      this.fetchedAt = Date.now();
      return response;
    } catch (error) {
      this.pausedUntil = Date.now() + PAUSE_MS;
      this.logger.warn(`The keys of AUTH_JWKS_URL cannot be fetched: ${String(error)}`);
      throw error;
    }
  };
}
