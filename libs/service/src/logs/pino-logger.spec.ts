import { describe, expect, it } from '@jest/globals';
import { PinoLogger } from './pino-logger.js';

const identity = { name: 'sample', title: 'Sample' };

function loggerAt(level: 'info' | 'debug') {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
  return { logger: new PinoLogger({ LOG_LEVEL: level, logFormat: 'json' }, identity, { write }), lines };
}

describe('the logger', () => {
  it('names the service and what speaks', () => {
    const { logger, lines } = loggerAt('info');
    logger.log('Migrated', 'DatabaseModule');
    expect(lines).toEqual([
      expect.objectContaining({ level: 30, service: 'sample', context: 'DatabaseModule', msg: 'Migrated' }),
    ]);
  });

  it.each([
    ['as the message', (logger: PinoLogger) => logger.error(new TypeError('boom'), 'HTTP')],
    ['beside it', (logger: PinoLogger) => logger.error('boom', new TypeError('boom'), 'HTTP')],
  ])('keeps the stack of an error %s', (_where, log) => {
    const { logger, lines } = loggerAt('info');
    log(logger);
    expect(lines[0]).toMatchObject({
      level: 50,
      context: 'HTTP',
      msg: 'boom',
      err: { type: 'TypeError', stack: expect.stringContaining('TypeError: boom\n') },
    });
  });

  it('keeps the stack that Nest passes as text, and does not take it for who speaks', () => {
    const { logger, lines } = loggerAt('info');
    logger.error('boom', 'Error: boom\n    at here', 'HTTP');
    expect(lines[0]).toMatchObject({ stack: 'Error: boom\n    at here', context: 'HTTP' });
  });

  it('writes the fields of an object', () => {
    const { logger, lines } = loggerAt('info');
    logger.warn({ orderId: '7', msg: 'late' }, 'Orders');
    expect(lines[0]).toMatchObject({ level: 40, orderId: '7', msg: 'late', context: 'Orders' });
  });

  it('tells no secret, whoever hands it over', () => {
    const { logger, lines } = loggerAt('info');
    logger.warn({ headers: { authorization: 'Bearer abc' }, token: 'abc', password: 'abc', msg: 'refused' }, 'HTTP');
    logger.warn('no answer from postgres://orders:abc@127.0.0.1:5432/orders', 'DatabaseModule');
    expect(JSON.stringify(lines)).not.toContain('abc');
    expect(lines[1]).toMatchObject({ msg: 'no answer from postgres://***@127.0.0.1:5432/orders' });
  });

  it('repeats of an error neither the row that PostgreSQL quotes nor the recipient that a mail server names', () => {
    const { logger, lines } = loggerAt('info');
    const error = Object.assign(new Error('550 <alice.b+c@mail.example.com> is unknown'), {
      code: '23505',
      detail: 'Failing row contains (CUST-123).',
    });
    logger.error('boom', error, 'HTTP');
    logger.error({ orderId: '7', msg: error.message }, 'HTTP');
    expect(lines[0]).toMatchObject({ err: { code: '23505', message: '550 <***@mail.example.com> is unknown' } });
    expect(lines[1]).toMatchObject({ orderId: '7', msg: '550 <***@mail.example.com> is unknown' });
    expect(JSON.stringify(lines)).not.toMatch(/alice|CUST-123/);
  });

  it('leaves out what is below its level, and what only the framework cares for', () => {
    const { logger, lines } = loggerAt('info');
    logger.debug('detail', 'Orders');
    logger.log('OrdersModule dependencies initialized', 'InstanceLoader');
    expect(lines).toEqual([]);
  });

  it('tells the framework’s own lines to whoever debugs', () => {
    const { logger, lines } = loggerAt('debug');
    logger.log('OrdersModule dependencies initialized', 'InstanceLoader');
    expect(lines).toEqual([expect.objectContaining({ level: 20 })]);
  });
});
