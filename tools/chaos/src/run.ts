import { seconds } from '@orderflow/cli';
import { services } from '@orderflow/platform';
import { Driver, type Targets } from './driver/driver.js';
import { plannedOrders } from './driver/orders.js';
import { paceOf } from './driver/pace.js';
import { type Evidence, type Finding } from './evidence.js';
import { everyFault } from './faults/index.js';
import { FaultSchedule, type Injected } from './faults/schedule.js';
import { type ChaosOptions } from './options.js';
import { examine } from './oracle/index.js';
import { watchProgress } from './progress.js';
import { Random } from './random.js';
import { faultLine } from './report.js';
import { sabotage } from './sabotage/index.js';
import { type Screen } from './screen.js';
import { Operator } from './settling/operator.js';
import { settle } from './settling/settle.js';
import { ChaosSystem } from './system/chaos-system.js';

/** What a run has shown. */
export interface Outcome {
  readonly faults: readonly Injected[];
  readonly findings: readonly Finding[];
}

export const holds = ({ faults, findings }: Outcome): boolean => [...faults, ...findings].every(({ ok }) => ok);

/**
 * Starts a system in `directory`, posts orders while faults are injected, waits until it is quiet, and examines it.
 * `signal` ends it early, without an outcome.
 */
export async function runChaos(
  options: ChaosOptions,
  directory: string,
  screen: Screen,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const system = await ChaosSystem.start(directory, screen, signal);
  try {
    if (options.break) {
      await sabotage(options.break, system.addresses.databaseUrls);
      screen.note(`Broken on purpose: ${options.break}. The oracle must object`);
    }
    return await runOn(system, options, screen, signal);
  } finally {
    await system.stop();
  }
}

async function runOn(
  system: ChaosSystem,
  options: ChaosOptions,
  screen: Screen,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const seed = new Random(options.seed);
  const orders = plannedOrders(seed.fork());
  const faults = everyFault(options).filter(({ name }) => options.faults.includes(name));
  const schedule = new FaultSchedule(faults, seed.fork());
  const driver = new Driver(targetsOf(system), signal);
  const pace = () => paceOf(options.rate, options.orders - driver.posted, schedule.secondsLeft);

  screen.line(`\n${options.orders} orders, ${faults.length} faults; to repeat them: --seed ${options.seed}\n`);
  const progress = watchProgress(screen, system, driver, schedule, options.orders);
  await Promise.all([
    driver.run(orders, options.orders, pace),
    schedule.run(system, signal, (injected) => screen.line(faultLine(injected))),
  ]);
  progress.stop();
  await schedule.heal(system);
  if (signal.aborted) return undefined;
  const settled = await settling(system, options.settleMs, screen, signal);
  if (signal.aborted) return undefined;
  const findings = [answers(driver), processes(system), settled, ...(await examined(evidenceOf(system, driver)))];
  return { faults: schedule.injected, findings };
}

const targetsOf = (system: ChaosSystem): Targets => ({
  orders: () => {
    const replicas = system.replicas('order-api');
    const live = replicas.filter(({ pid }) => pid !== undefined);
    return (live.length > 0 ? live : replicas).map(({ url }) => url);
  },
  gateway: () => system.url('gateway'),
  inventory: () => system.url('inventory'),
});

function evidenceOf(system: ChaosSystem, { accepted }: Driver): Evidence {
  const { kafkaBrokers, databaseUrls } = system.addresses;
  const urls = Object.fromEntries(services.map(({ name }) => [name, system.url(name)]));
  return { brokers: kafkaBrokers, databaseUrls, urls, accepted };
}

/** Every request got the answer that it is to get. */
function answers({ accepted, refused, unanswered }: Driver): Finding {
  const cancelled = accepted.filter((order) => order.cancelled).length;
  const wrong = [...refused, ...unanswered.map((what) => `${what}: no answer`)].slice(0, 5);
  return {
    check: 'answers',
    ok: wrong.length === 0,
    seen: `${accepted.length} orders accepted, ${cancelled} of them cancelled`,
    wrong,
  };
}

/** A process may end itself where it cannot go on, and is started again: that breaks no promise, but is to be known. */
const processes = ({ deaths }: ChaosSystem): Finding => ({
  check: 'processes',
  ok: true,
  seen: deaths.length === 0 ? 'none ended but by a fault' : `ended by themselves: ${deaths.join('; ')}`,
  wrong: [],
});

async function settling(system: ChaosSystem, settleMs: number, screen: Screen, signal: AbortSignal): Promise<Finding> {
  screen.line('\nWaiting until the system is quiet; what is dead is redriven or discarded');
  const began = performance.now();
  const operator = new Operator(system);
  const unrest = await settle(system, operator, settleMs, signal);
  const after = seconds(performance.now() - began);
  return {
    check: 'quiet',
    ok: unrest.length === 0,
    seen: `${unrest.length === 0 ? 'after' : 'not after'} ${after}; ${operator.redriven} dead letters redriven, ${operator.discarded} discarded`,
    wrong: unrest,
  };
}

/** An oracle that cannot read the evidence has not acquitted anyone. */
async function examined(evidence: Evidence): Promise<readonly Finding[]> {
  try {
    return await examine(evidence);
  } catch (error) {
    return [{ check: 'oracle', ok: false, seen: 'could not examine the system', wrong: [(error as Error).message] }];
  }
}
