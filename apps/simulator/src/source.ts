import { readFile } from 'node:fs/promises';
import { ActionableError } from './actionable-error.js';
import { type HttpClient } from './load/http-client.js';
import { readCatalogue } from './load/shop.js';
import { type Drawn, type Options, type Recorded } from './options.js';
import { drawOrders } from './orders/draw-orders.js';
import { ORDERS_PATH, scriptOf, type Step } from './orders/script.js';
import { Warehouse } from './orders/warehouse.js';
import { parseRecording, withKeysOf } from './recording/lines.js';

/** What a run sends. */
export interface Source {
  readonly steps: Iterable<Step>;
  readonly speed: number;
  readonly orders: number;
  /** How long sending takes. */
  readonly durationMs: number;
  /** What it is, in a line. */
  readonly title: string;
}

/** @throws ActionableError when a file is none of ours, or the catalogue cannot be read. */
export function openSource({ source }: Options, gateway: HttpClient, run: string): Promise<Source> {
  return source.from === 'file' ? openRecording(source, run) : drawFrom(source, gateway, run);
}

async function drawFrom({ rate, count, mix, seed }: Drawn, gateway: HttpClient, run: string): Promise<Source> {
  const catalogue = await readCatalogue(gateway);
  const orders = drawOrders({ catalogue, mix, count, seed });
  return {
    steps: scriptOf(orders, new Warehouse(catalogue, rate), { rate, run }),
    speed: 1,
    orders: count,
    durationMs: (count / rate) * 1_000,
    title: `${count.toLocaleString('en-US')} orders at ${rate} a second, --seed ${seed}`,
  };
}

async function openRecording({ file, speed, sameKeys }: Recorded, run: string): Promise<Source> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    const remedy = '--replay takes a file that --record has written';
    throw new ActionableError(`--replay ${file} cannot be read: ${error.message}`, remedy, 2);
  });
  const recorded = parseRecording(text, file);
  const keys = new Set(
    recorded.filter(({ path }) => path === ORDERS_PATH).map(({ headers }) => headers['idempotency-key']),
  );
  return {
    steps: sameKeys ? recorded : withKeysOf(recorded, run),
    speed,
    orders: keys.size,
    durationMs: recorded.at(-1)!.at / speed,
    title: `${keys.size.toLocaleString('en-US')} orders of ${file}${sameKeys ? ', with their keys' : ''}`,
  };
}
