import { ApiProperty } from '@nestjs/swagger';
import type { DeadLetter, DeadLetterDetails, DeadLetterGroup, RedriveCounts } from '@orderflow/messaging';
import { ApiChoice, ApiFlag, ApiMoment, ApiText, ApiWhole } from '../fields/fields.js';
import { jsonOrBase64, textOrBase64 } from './bytes.js';
import { KeyView, PayloadView } from './bytes.views.js';
import { STATES } from './dead-letter.requests.js';

const Count = (options: { description?: string; example?: number } = {}): PropertyDecorator =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, ...options });

class ErrorView {
  @ApiText({ max: 255, example: 'CONTRACT_VIOLATION', description: 'A code of ours, an SQLSTATE, or the error’s name' })
  readonly code!: string;
  @ApiText({ min: 0, max: 8_192, example: 'items must be a list' }) readonly message!: string;
}

class ErrorDetailsView extends ErrorView {
  @ApiText({ min: 0, max: 8_192, nullable: true, example: 'Error: …\n    at …' }) readonly stack!: string | null;
}

class ActionView {
  @ApiChoice(['redrive', 'discard']) readonly action!: 'redrive' | 'discard';
  @ApiText({ max: 64, example: 'alice', description: 'The name of the operator’s token; loopback without tokens' })
  readonly actor!: string;
  @ApiText({ max: 1_000, nullable: true, description: 'Of a discard' }) readonly reason!: string | null;
  @ApiMoment() readonly at!: string;
}

export class DeadLetterView {
  @Count({ example: 42 }) readonly id!: number;
  @ApiChoice(STATES, {
    description:
      'retrying: it is tried again by itself. dead: it waits for you. handled: a retry has succeeded. discarded: it was ' +
      'given up',
  })
  readonly state!: DeadLetter['state'];
  @ApiFlag({
    description: 'It is parked and no earlier one of its key is: only such a one can be redriven or discarded',
  })
  readonly head!: boolean;
  @ApiText({ max: 249, example: 'order-events' }) readonly topic!: string;
  @Count({ example: 3 }) readonly partition!: number;
  @Count({ example: 1207 }) readonly offset!: number;
  @ApiProperty({ type: KeyView, nullable: true }) readonly key!: KeyView | null;
  @ApiText({ max: 255, nullable: true, example: 'ORDER_CREATED' }) readonly eventType!: string | null;
  @Count({ example: 10, description: 'That failed, since it was parked or redriven' }) readonly attempts!: number;
  @ApiMoment({ nullable: true, description: 'Null unless it is retrying' }) readonly nextAttemptAt!: string | null;
  @ApiProperty({ type: ErrorView, nullable: true, description: 'The last one; null when it only waits behind another' })
  readonly error!: ErrorView | null;
  @ApiMoment() readonly parkedAt!: string;
  @ApiMoment({ nullable: true, description: 'When it was handled or discarded; null while it is parked' })
  readonly resolvedAt!: string | null;
}

export class DeadLetterDetailsView extends DeadLetterView {
  @ApiProperty({ type: PayloadView, nullable: true, description: 'Null for a tombstone' })
  readonly payload!: PayloadView | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Text; { "base64": … } where the bytes are no text; a list where a header is repeated',
    example: { ce_type: 'ORDER_CREATED', ce_id: '01993e5a-7c1f-7000-8000-000000000001' },
  })
  readonly headers!: Readonly<Record<string, unknown>>;
  @ApiMoment({ description: 'When Kafka got it' }) readonly timestamp!: string;
  @ApiProperty({ type: ErrorDetailsView, nullable: true }) declare readonly error: ErrorDetailsView | null;
  @ApiProperty({ type: [ActionView], description: 'What operators did, oldest first' })
  readonly actions!: readonly ActionView[];
}

export class DeadLetterGroupView {
  @ApiText({
    max: 255,
    nullable: true,
    example: 'CONTRACT_VIOLATION',
    description: 'Null: its turn has come to be tried',
  })
  readonly errorCode!: string | null;
  @ApiText({ max: 255, nullable: true, example: 'ORDER_CREATED' }) readonly eventType!: string | null;
  @Count({ example: 3, description: 'Failed, and tried again by itself' }) readonly retrying!: number;
  @Count({ example: 120 }) readonly dead!: number;
  @Count({
    example: 20,
    description: 'Without an error of their own: behind the first of their key, which is of this group',
  })
  readonly waiting!: number;
  @ApiMoment({ description: 'When the first of all these was parked' }) readonly oldest!: string;
  @ApiMoment({ description: 'When the last one was' }) readonly newest!: string;
  @Count({ example: 42, description: 'The id of the newest that has failed' }) readonly exampleId!: number;
}

export class DeadLetterGroupsView {
  @ApiProperty({ type: [DeadLetterGroupView] }) readonly items!: readonly DeadLetterGroupView[];
}

/** What a redrive or a discard has come to. */
export class DeadLetterFateView {
  @Count({ example: 42 }) readonly id!: number;
  @ApiChoice(['retrying', 'handled', 'discarded'], { description: 'handled: the redriven event has succeeded since' })
  readonly state!: 'retrying' | 'handled' | 'discarded';
}

export class RedriveCountsView implements RedriveCounts {
  @Count({ example: 120, description: 'Dead events that match' }) readonly matching!: number;
  @Count({ example: 100, description: 'The first of their keys: redriven' }) readonly redriven!: number;
  @Count({ example: 20, description: 'Those that wait behind an earlier event of their key' })
  readonly waiting!: number;
  @ApiFlag({ description: 'Only counted: nothing was changed' }) readonly dryRun!: boolean;
}

export function deadLetterView(letter: DeadLetter): DeadLetterView {
  const { id, state, head, topic, partition, offset, key, eventType, attempts } = letter;
  return {
    id,
    state,
    head,
    topic,
    partition,
    offset,
    key: key && textOrBase64(key),
    eventType,
    attempts,
    nextAttemptAt: letter.nextAttemptAt?.toISOString() ?? null,
    error: errorOf(letter),
    parkedAt: letter.parkedAt.toISOString(),
    resolvedAt: letter.resolvedAt?.toISOString() ?? null,
  };
}

export const deadLetterGroupView = (group: DeadLetterGroup): DeadLetterGroupView => ({
  ...group,
  oldest: group.oldest.toISOString(),
  newest: group.newest.toISOString(),
});

export function deadLetterDetailsView(letter: DeadLetterDetails): DeadLetterDetailsView {
  const { value, headers, timestamp, errorStack, actions } = letter;
  const error = errorOf(letter);
  return {
    ...deadLetterView(letter),
    payload: value && jsonOrBase64(value),
    headers,
    timestamp: timestamp.toISOString(),
    error: error && { ...error, stack: errorStack },
    actions: actions.map(({ action, actor, reason, at }) => ({ action, actor, reason, at: at.toISOString() })),
  };
}

const errorOf = ({ errorCode, errorMessage }: DeadLetter): ErrorView | null =>
  errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };
