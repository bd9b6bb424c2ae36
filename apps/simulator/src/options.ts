import { cac } from 'cac';
import { ActionableError } from './actionable-error.js';
import { KINDS } from './orders/kind.js';
import { type Mix, mixText, parseMix, USUAL_MIX } from './orders/mix.js';

/** Orders that are drawn by chance, the same ones for the same seed. */
export interface Drawn {
  readonly from: 'chance';
  /** Orders a second. */
  readonly rate: number;
  readonly count: number;
  readonly mix: Mix;
  readonly seed: number;
}

/** What a file of `--record` holds. */
export interface Recorded {
  readonly from: 'file';
  readonly file: string;
  /** 2 sends twice as fast as it was recorded. */
  readonly speed: number;
  readonly sameKeys: boolean;
}

export interface Options {
  readonly source: Drawn | Recorded;
  /** Where orders go. */
  readonly url: URL;
  /** The gateway of this machine. */
  readonly gatewayHere: URL;
  /** Who the simulator is, to a system that asks: the bearer token of its requests. */
  readonly token?: string;
  /** The file that what is sent is written to. */
  readonly record?: string;
  readonly scenario?: Scenario;
}

export const SCENARIOS = ['break-payments'] as const;
export type Scenario = (typeof SCENARIOS)[number];

const MAX_SEED = 2 ** 32 - 1;
const OF_DRAWN = ['rate', 'count', 'mix', 'seed'];
const OF_RECORDED = ['speed', 'sameKeys'];
const KNOWN = [...OF_DRAWN, ...OF_RECORDED, 'record', 'replay', 'scenario', 'url'];

type Raw = Readonly<Record<string, unknown>>;

/**
 * Undefined when only help was wanted, which is printed.
 * @throws ActionableError that names the option, its value and what it accepts.
 */
export function readOptions(argv: readonly string[], env: NodeJS.ProcessEnv): Options | undefined {
  const gatewayHere = gatewayOf(env);
  const { options, args } = commandLine(gatewayHere).parse([...argv], { run: false });
  if (options.help) return undefined;
  const raw = options as Raw;
  refuseUnknown(raw, args);
  return {
    source: raw.replay === undefined ? drawn(raw) : recorded(raw),
    url: raw.url === undefined ? gatewayHere : url(raw.url),
    gatewayHere,
    ...(env.ORDERFLOW_TOKEN && { token: env.ORDERFLOW_TOKEN }),
    ...(raw.record !== undefined && { record: file('record', raw.record) }),
    ...(raw.scenario !== undefined && { scenario: scenario(raw.scenario) }),
  };
}

function commandLine(gatewayHere: URL) {
  const cli = cac('npm run simulate --');
  cli
    .command('simulate', 'Send realistic orders at a pace, follow each to its end, and say what became of them')
    .usage('[options]')
    .option('--rate <count>', 'Orders a second (default: 50)')
    .option('--count <count>', 'How many orders (default: 1000)')
    .option('--mix <kinds>', `How many parts of each kind (default: ${mixText(USUAL_MIX)})`)
    .option('--seed <number>', 'The same orders again (default: by chance)')
    .option('--record <file>', 'Write what is sent to a file, as JSON Lines')
    .option('--replay <file>', 'Send such a file again, at the pace at which it was recorded')
    .option('--speed <factor>', 'How many times as fast as that (default: 1)')
    .option('--same-keys', 'Replay with the recorded idempotency keys: the same orders come back, marked as replayed')
    .option('--scenario <name>', `While orders come in: ${SCENARIOS.join(', ')}`)
    .option('--url <address>', `Where orders go (default: ${gatewayHere.origin})`)
    .example('  npm run simulate -- --rate 20 --count 200 --seed 7')
    .example('  npm run simulate -- --mix normal=90,cancelled=10')
    .example('  npm run simulate -- --rate 200 --count 10000 --url http://127.0.0.1:3001');
  cli.help((sections) => [...sections, { body: ABOUT_THE_LIMIT }]);
  return cli;
}

const ABOUT_THE_LIMIT = `The gateway takes 6000 requests a minute from one client (RATE_LIMIT_PER_MINUTE): enough for some 90 orders a
second. For more let --url name order-api itself, port 3001; prices, stock and scenarios go through the gateway
of this machine all the same.`;

function refuseUnknown(raw: Raw, args: readonly string[]): void {
  const unknown = Object.keys(raw).find((name) => name !== '--' && !KNOWN.includes(name));
  if (unknown !== undefined) throw usage(`There is no option ${dashed(unknown)}`, 'See: npm run simulate -- --help');
  const [word] = args;
  if (word !== undefined) throw usage(`"${word}" is no option`, 'See: npm run simulate -- --help');
  const idle = (raw.replay === undefined ? OF_RECORDED : OF_DRAWN).find((name) => raw[name] !== undefined);
  if (idle === undefined) return;
  const text = `${dashed(idle)} ${String(raw[idle])}`;
  if (raw.replay === undefined)
    throw usage(`${text} means nothing without --replay`, 'Give --replay FILE, or leave it out');
  throw usage(`${text} means nothing with --replay`, 'The file says what is sent and when; --speed makes it faster');
}

const drawn = (raw: Raw): Drawn => ({
  from: 'chance',
  rate: number('rate', raw.rate ?? 50, 0.01, 5_000),
  count: whole('count', raw.count ?? 1_000, 1, 1_000_000),
  mix: mix(raw.mix),
  seed: whole('seed', raw.seed ?? Math.floor(Math.random() * 1e6), 0, MAX_SEED),
});

const recorded = (raw: Raw): Recorded => ({
  from: 'file',
  file: file('replay', raw.replay),
  speed: number('speed', raw.speed ?? 1, 0.01, 1_000),
  sameKeys: flag('same-keys', raw.sameKeys),
});

/** The gateway's port moves with PORT_BASE, as `npm start` does. */
function gatewayOf({ PORT_BASE }: NodeJS.ProcessEnv): URL {
  const port = PORT_BASE ? Number(PORT_BASE) : 3_000;
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return new URL(`http://127.0.0.1:${port}`);
  throw usage(`PORT_BASE=${PORT_BASE} is not a port`, 'Set a whole number from 1 to 65500');
}

function number(option: string, value: unknown, min: number, max: number): number {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw wrong(option, value, `a number from ${min} to ${max}`);
}

function whole(option: string, value: unknown, min: number, max: number): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw wrong(option, value, `a whole number from ${min} to ${max}`);
}

function mix(value: unknown): Mix {
  if (value === undefined) return USUAL_MIX;
  const parsed = typeof value === 'string' ? parseMix(value) : undefined;
  if (parsed) return parsed;
  throw wrong('mix', value, `kinds with their parts, such as ${mixText(USUAL_MIX)}; the kinds are ${KINDS.join(', ')}`);
}

function scenario(value: unknown): Scenario {
  const known = SCENARIOS.find((name) => name === value);
  if (known) return known;
  throw wrong('scenario', value, SCENARIOS.join(', '));
}

function url(value: unknown): URL {
  const parsed = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (parsed && ['http:', 'https:'].includes(parsed.protocol)) return parsed;
  throw wrong('url', value, 'an address such as http://127.0.0.1:3000');
}

/** cac makes a number of a name that looks like one. */
function file(option: string, value: unknown): string {
  if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  throw wrong(option, value, 'the name of one file');
}

function flag(option: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  throw wrong(option, value, 'no value');
}

/** As it is written on the command line. */
const dashed = (name: string): string =>
  `${name.length > 1 ? '--' : '-'}${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const wrong = (option: string, value: unknown, accepted: string): ActionableError =>
  usage(
    `--${option} ${value === true ? 'without a value' : String(value)} is not accepted`,
    `--${option} takes ${accepted}`,
  );

const usage = (message: string, remedy: string): ActionableError => new ActionableError(message, remedy, 2);
