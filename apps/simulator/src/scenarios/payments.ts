import { ActionableError } from '../actionable-error.js';
import { type PatientClient } from '../load/patient-client.js';
import { ADMISSION, isUnadmitted, problemOf, problemText } from '../load/problem.js';

export interface RedriveCounts {
  readonly matching: number;
  readonly redriven: number;
}

/** What an event of a broken built-in provider is parked with. */
const ERROR_CODE = 'PAYMENT_PROVIDER_KEY_REVOKED';
const REDRIVEN_PER_SECOND = 200;

/** The operator's routes around payments. Each rejects with an ActionableError when the system refuses. */
export class Payments {
  /** @param gateway must not give up when the run is interrupted: what was broken has to be mended. */
  constructor(private readonly gateway: PatientClient) {}

  async provider(): Promise<{ readonly name: string; readonly broken: boolean }> {
    return this.call('GET', '/payments/provider', undefined, 200);
  }

  async setBroken(broken: boolean): Promise<void> {
    await this.call('POST', '/payments/provider', { broken }, 200, 201);
  }

  /** Dead letters of transaction that the broken provider has made. */
  async deadLetters(): Promise<number> {
    return (await this.redriveAll(true)).matching;
  }

  redrive(): Promise<RedriveCounts> {
    return this.redriveAll(false);
  }

  private redriveAll(dryRun: boolean): Promise<RedriveCounts> {
    const body = { errorCode: ERROR_CODE, perSecond: REDRIVEN_PER_SECOND, dryRun };
    return this.call('POST', '/dead-letters/redrive?service=transaction', body, 202);
  }

  private async call<Body>(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    ...expected: readonly number[]
  ): Promise<Body> {
    const { answer } = await this.gateway.send({ method, path, body });
    if (expected.includes(answer.status)) return answer.body as Body;
    const remedy = isUnadmitted(answer)
      ? `The scenario acts as an operator: run it on the machine of the system. ${ADMISSION}`
      : 'The scenario needs a gateway with operator routes, and transaction running';
    throw new ActionableError(`${method} ${path} is answered ${problemText(problemOf(answer))}`, remedy);
  }
}
