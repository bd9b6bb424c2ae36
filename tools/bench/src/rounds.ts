import { type Entry, type Figures, type Measurement } from './measurements/measurement.js';
import { type Sizes } from './measurements/sizes.js';
import { figure } from './report/format.js';
import { type EntrantResult, type MeasurementResult } from './report/result.js';
import { spreadOf } from './report/statistics.js';
import { type Bench } from './stage/bench.js';
import { type Scenario, Stage } from './stage/stage.js';

/** What is measured once a round. */
interface Case {
  readonly entry: Entry;
  readonly scenario: Scenario;
  readonly title: string;
  readonly runs: Run[];
}

interface Run {
  readonly figures: Figures;
  readonly wrong?: string;
}

/** Measures every case once a round, each round beginning with another one: what drifts falls on all alike. */
export async function measure(
  bench: Bench,
  measurement: Measurement,
  rounds: number,
  sizes: Sizes,
): Promise<MeasurementResult> {
  const cases = casesOf(measurement);
  for (const { scenario } of cases) await bench.templates.make(scenario.stored);
  for (let round = 0; round < rounds; round++) {
    for (const one of rotated(cases, round)) {
      bench.signal.throwIfAborted();
      const began = performance.now();
      const run = await runOnce(bench, one, sizes);
      one.runs.push(run);
      const what = `${measurement.title}, ${one.title}`;
      if (run.wrong) bench.observer.note(`${what}: WRONG: ${run.wrong}`);
      else bench.observer.done(`${what}: ${summary(measurement, run.figures)}`, performance.now() - began);
    }
  }
  const { name, title, about, metrics } = measurement;
  return { name, title, about, metrics, entrants: cases.map(resultOf) };
}

function casesOf({ scenarios, entries }: Measurement): Case[] {
  return Object.entries(scenarios).flatMap(([name, scenario]) =>
    entries.map((entry) => ({ entry, scenario, title: name || entry.entrant.title, runs: [] })),
  );
}

export function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

async function runOnce(bench: Bench, { entry, scenario }: Case, sizes: Sizes): Promise<Run> {
  const stage = await Stage.open(bench, entry.entrant.name, entry.parts, scenario);
  try {
    return { figures: await entry.run(stage, sizes) };
  } catch (error) {
    return { figures: {}, wrong: `${(error as Error).message} (${stage.directory})` };
  } finally {
    await stage.close();
  }
}

/** One wrong run is enough: what a contender gains by being wrong at times is no figure. */
function resultOf({ entry, title, runs }: Case): EntrantResult {
  const { name, durable } = entry.entrant;
  const wrong = runs.find((run) => run.wrong)?.wrong;
  if (wrong) return { name, title, durable, figures: {}, wrong };
  const measured = new Set(runs.flatMap(({ figures }) => Object.keys(figures)));
  const spreads = [...measured].flatMap((metric) => {
    const values = runs.flatMap(({ figures }) => figures[metric] ?? []);
    return values.length > 0 ? [[metric, spreadOf(values)] as const] : [];
  });
  return { name, title, durable, figures: Object.fromEntries(spreads) };
}

function summary({ metrics }: Measurement, figures: Figures): string {
  const known = metrics.filter(({ name }) => figures[name] !== undefined);
  return known.map(({ name, title, unit, digits }) => `${title} ${figure(figures[name]!, digits)} ${unit}`).join(', ');
}
