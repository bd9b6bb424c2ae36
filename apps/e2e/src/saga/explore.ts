import { pendingSteps, surprises } from './steps.js';
import type { World } from './world.js';

/** A world and the steps by which it came about. */
export interface Moment {
  readonly world: World;
  readonly trace: readonly string[];
}

/** Every world that any schedule leads to, each once, with a shortest way to it: breadth first. */
export function explore(start: World): Moment[] {
  const moments: Moment[] = [{ world: start, trace: [] }];
  const seen = new Set([textOf(start)]);
  for (const { world, trace } of moments) {
    const steps = [...pendingSteps(world, 1), ...[...world.orders.keys()].flatMap((id) => surprises(world, id))];
    for (const { name, take } of steps) {
      const next = take();
      const text = textOf(next);
      if (seen.has(text)) continue;
      seen.add(text);
      moments.push({ world: next, trace: [...trace, name] });
    }
  }
  return moments;
}

/** Calls `check`; what it throws names the steps that led there. */
export function onTrace(trace: readonly string[], check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(['after these steps:', ...trace].join('\n  '), { cause: error });
  }
}

function textOf(world: World): string {
  return JSON.stringify(world, (_key, value: unknown) => (value instanceof Map ? [...value.entries()].sort() : value));
}
