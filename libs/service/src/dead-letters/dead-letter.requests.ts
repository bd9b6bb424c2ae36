import type { DeadLetterState } from '@orderflow/messaging';
import { Transform } from 'class-transformer';
import { ApiChoice, ApiFlag, ApiText, ApiWhole } from '../fields/fields.js';
import { PageQuery } from '../paging/page.js';

/** The most digits that a number in a path may have. */
const MAX_ID = 999_999_999_999_999;

export const STATES: readonly DeadLetterState[] = ['retrying', 'dead', 'handled', 'discarded'];

export class DeadLetterParams {
  @ApiWhole({ min: 1, max: MAX_ID, inQuery: true, example: 42 }) readonly id!: number;
}

const EventType = () => ApiText({ max: 255, optional: true, example: 'ORDER_CREATED' });
const ErrorCode = () => ApiText({ max: 255, optional: true, example: 'CONTRACT_VIOLATION' });
const Key = () =>
  ApiText({
    max: 512,
    optional: true,
    example: '01993e5a-7c1e-7d8a-b5a3-0f6f3c1d2e4b',
    description: 'The partition key as text: the order id',
  });

/** In a query everything is text. */
const toFlag = ({ value }: { value: unknown }): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export class ListDeadLettersQuery extends PageQuery {
  @ApiChoice(STATES, { optional: true, description: 'handled and discarded are kept for 7 days' })
  readonly state?: DeadLetterState;

  @Transform(toFlag)
  @ApiFlag({ default: false, description: 'Where no state is asked for: the handled and the discarded ones as well' })
  readonly resolved: boolean = false;

  @EventType() readonly eventType?: string;
  @ErrorCode() readonly errorCode?: string;
  @Key() readonly key?: string;
}

export class RedriveRequest {
  @EventType() readonly eventType?: string;
  @ErrorCode() readonly errorCode?: string;
  @Key() readonly key?: string;

  @ApiWhole({ min: 1, max: 10_000, default: 50, description: 'So many become due in a second' })
  readonly perSecond: number = 50;

  @ApiFlag({ default: false, description: 'Count only: change nothing' }) readonly dryRun: boolean = false;
}

export class DiscardRequest {
  @ApiText({
    max: 1_000,
    pattern: /\S/,
    accepts: 'text of 1 to 1000 characters, not only spaces',
    description: 'Why its effects may be lost; kept with your name',
    example: 'Sent by a test; the order does not exist',
  })
  readonly reason!: string;
}
