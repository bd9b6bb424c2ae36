import { describe, expect, it } from '@jest/globals';
import { BackendSettings } from './backend-settings.js';
import { DurationSetting, FlagSetting, ListSetting, OptionalSetting, TextSetting } from './setting.js';
import { validateSettings } from './validate-settings.js';

class ShopSettings extends BackendSettings {
  readonly portOffset = 7;
  @DurationSetting({ min: '1s', max: '7d' }) readonly DEADLINE: number = 60_000;
  @FlagSetting() readonly OPEN: boolean = true;
  @ListSetting() readonly DENIED: readonly string[] = [];
  @OptionalSetting() @TextSetting() readonly GREETING?: string;
}

const needed = { DATABASE_URL: 'postgres://shop@db/shop', DENIED: 'CUST-1' };
const settings = (environment: Record<string, string> = {}) =>
  validateSettings(ShopSettings, { ...needed, ...environment });
const refusal = (environment: Record<string, string>): string => {
  try {
    settings(environment);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('accepted');
};

describe('settings', () => {
  it('have their defaults where the environment says nothing, or an empty text', () => {
    const { port, ...rest } = settings({ HOST: '', LOG_LEVEL: ' ' });
    expect(rest).toMatchObject({
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      DEADLINE: 60_000,
      OPEN: true,
      DATABASE_POOL_SIZE: 10,
      OPERATOR_TOKENS: [],
    });
    expect(port).toBe(3007);
  });

  it('are converted from text', () => {
    expect(
      settings({
        DATABASE_POOL_SIZE: '20',
        KAFKA_BROKERS: 'a:9092, [::1]:9093',
        OPEN: 'false',
        DEADLINE: '15m',
        DENIED: 'a,b',
      }),
    ).toMatchObject({
      DATABASE_POOL_SIZE: 20,
      KAFKA_BROKERS: ['a:9092', '[::1]:9093'],
      OPEN: false,
      DEADLINE: 900_000,
      DENIED: ['a', 'b'],
    });
  });

  it('move their port with PORT_BASE, unless PORT says another', () => {
    expect(settings({ PORT_BASE: '4000' }).port).toBe(4007);
    expect(settings({ PORT_BASE: '4000', PORT: '5000' }).port).toBe(5000);
  });

  it('log for machines in production and for people elsewhere, unless told', () => {
    expect(settings().logFormat).toBe('pretty');
    expect(settings({ NODE_ENV: 'production' }).logFormat).toBe('json');
    expect(settings({ NODE_ENV: 'production', LOG_FORMAT: 'pretty' }).logFormat).toBe('pretty');
  });

  it.each([
    ['PORT', 'abc', 'a whole number from 1 to 65535'],
    ['PORT', '0', 'a whole number from 1 to 65535'],
    ['PORT', '3000.5', 'a whole number from 1 to 65535'],
    ['DATABASE_POOL_SIZE', '1e1', 'a whole number from 2 to 200'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace'],
    ['KAFKA_BROKERS', 'localhost', 'host:port pairs separated by commas, such as 127.0.0.1:9092'],
    ['OPEN', 'yes', 'true or false'],
    ['DEADLINE', '8d', 'a duration from 1s to 7d, such as 500ms, 20s, 15m, 24h or 7d'],
    ['DEADLINE', '15', 'a duration from 1s to 7d, such as 500ms, 20s, 15m, 24h or 7d'],
  ])('refuse %s=%s and say what is accepted', (name, value, accepted) => {
    expect(refusal({ [name]: value })).toBe(`${name}=${value}: must be ${accepted}`);
  });

  it('never show a secret', () => {
    expect(refusal({ DATABASE_URL: 'mysql://shop:hunter2@db/shop' })).toBe(
      'DATABASE_URL=***: must be a URL that begins with postgres:// or postgresql://',
    );
  });

  it('read the names and tokens of operators', () => {
    expect(settings({ OPERATOR_TOKENS: 'alice:0123456789abcdef, ci:0123456789-._~+/==' }).OPERATOR_TOKENS).toEqual([
      { name: 'alice', token: '0123456789abcdef' },
      { name: 'ci', token: '0123456789-._~+/==' },
    ]);
  });

  it.each([
    ['too short', 'alice:0123456789abcde'],
    ['without a name', '0123456789abcdef'],
    ['with what no header can carry', 'alice:0123456789 abcdef'],
    ['held by two', 'alice:0123456789abcdef,bob:0123456789abcdef'],
    ['missing behind a comma', 'alice:0123456789abcdef,'],
  ])('refuse a token that is %s, and do not show it', (_what, value) => {
    expect(refusal({ OPERATOR_TOKENS: value })).toMatch(/^OPERATOR_TOKENS=\*\*\*: must be name:token pairs/);
    expect(refusal({ OPERATOR_TOKENS: value })).not.toContain('0123456789');
  });

  describe('of authentication', () => {
    const AUTH_SECRET = 'a-secret-of-thirty-two-characters';
    const AUTH_JWKS_URL = 'https://id.example/jwks';

    it('are jwt where there is a key, and off on this machine where there is none', () => {
      expect(settings().auth).toBe('off');
      expect(settings({ AUTH_SECRET }).auth).toBe('jwt');
      expect(settings({ AUTH_JWKS_URL }).auth).toBe('jwt');
      expect(settings({ AUTH_SECRET, AUTH: 'off' }).auth).toBe('off');
      expect(settings({ AUTH_SECRET })).toMatchObject({ AUTH_AUDIENCE: 'orderflow', AUTH_CLOCK_SKEW: 30_000 });
    });

    it.each(['0.0.0.0', '::', '192.0.2.1', 'shop.example'])(
      'keep the service from listening on %s without it',
      (HOST) => {
        expect(refusal({ HOST })).toBe(
          `HOST=${HOST}: must be an address of this machine alone, such as 127.0.0.1, unless callers have to say who they ` +
            'are: set AUTH_JWKS_URL or AUTH_SECRET, or AUTH=off where something else keeps strangers out',
        );
        const choices: Record<string, string>[] = [{ AUTH: 'off' }, { AUTH_SECRET }, { AUTH_JWKS_URL }];
        for (const chosen of choices) expect(settings({ HOST, ...chosen }).HOST).toBe(HOST);
      },
    );

    it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('let it listen on %s', (HOST) => {
      expect(settings({ HOST }).HOST).toBe(HOST);
    });

    it('need one key, and no more than one', () => {
      expect(refusal({ AUTH: 'jwt' })).toBe('AUTH=jwt: must be jwt only where AUTH_JWKS_URL or AUTH_SECRET is set');
      expect(refusal({ AUTH_SECRET, AUTH_JWKS_URL })).toBe(
        'AUTH_SECRET=***: must be left out where AUTH_JWKS_URL is set: tokens are of one kind',
      );
    });

    it('need a secret that nobody guesses, and do not show it', () => {
      expect(refusal({ AUTH_SECRET: 'x'.repeat(31) })).toBe(
        'AUTH_SECRET=***: must be a secret of 32 characters at least, without spaces',
      );
    });
  });

  it('name what is missing', () => {
    expect(refusal({ DATABASE_URL: '' })).toBe(
      'DATABASE_URL: is not set; must be a URL that begins with postgres:// or postgresql://',
    );
  });

  it('name all that is wrong, in one line whatever the values', () => {
    expect(refusal({ PORT: 'a\nb', OPEN: 'no' })).toMatch(/^(PORT=a b: must be .*; OPEN|OPEN=no: .*; PORT)/);
    expect(refusal({ PORT: 'a\nb', OPEN: 'no' })).not.toContain('\n');
  });
});
