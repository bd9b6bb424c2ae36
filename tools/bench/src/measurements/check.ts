import { type LoadReport } from '../workload/load.js';

/** @throws Error that names what is not as it must be. */
export function mustBe(expected: number, found: Readonly<Record<string, number>>): void {
  const wrong = Object.entries(found).filter(([, count]) => count !== expected);
  if (wrong.length === 0) return;
  throw new Error(`of ${expected} there are ${wrong.map(([what, count]) => `${count} ${what}`).join(', ')}`);
}

/** @throws Error when a request was not accepted. */
export function mustAcceptAll({ accepted, failed }: LoadReport): void {
  if (failed > 0) throw new Error(`${failed} of ${accepted + failed} orders were not accepted`);
}
