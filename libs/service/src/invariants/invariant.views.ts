import { ApiProperty } from '@nestjs/swagger';
import { ApiChoice, ApiMoment, ApiText, ApiWhole } from '../fields/fields.js';
import type { Violation } from './invariant.js';
import type { StandingState } from './standing.js';

const ApiCount = (description: string): PropertyDecorator =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, description, example: 0 });

const ApiState = (): PropertyDecorator =>
  ApiChoice(['holds', 'violated', 'unknown'], { description: 'unknown: it could not be checked, or not yet' });

const ApiSince = (): PropertyDecorator => ApiMoment({ description: 'Since when it has been so' });

export class ViolationView implements Violation {
  @ApiText({ max: 512, description: 'What it is about: an order, an item', example: 'ITEM-001' })
  readonly id!: string;
  @ApiText({ max: 2_000, example: 'available 41 + reserved 0 + sold 7 is not 50' }) readonly detail!: string;
}

/** For a field that lists what contradicts an invariant. */
export const ApiViolations = (): PropertyDecorator =>
  ApiProperty({ type: [ViolationView], description: 'The first 20 by id' });

export class InvariantView {
  @ApiText({ max: 64, example: 'stock-balance' }) readonly name!: string;
  @ApiText({ max: 200, description: 'What holds', example: 'Every item adds up' }) readonly title!: string;
  @ApiState() readonly state!: StandingState;
  @ApiSince() readonly since!: string;
  @ApiMoment({ nullable: true, description: 'Null: not yet' }) readonly checkedAt!: string | null;
  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, nullable: true, example: 3, description: 'The last check, in ms' })
  readonly tookMs!: number | null;
  @ApiViolations() readonly violations!: readonly ViolationView[];
  @ApiCount('All violations') readonly count!: number;
  @ApiText({ max: 2_000, nullable: true, example: null, description: 'Why it is unknown' })
  readonly reason!: string | null;
}

/** What has not taken effect here yet, or will not without help. */
export class UnderWayView {
  @ApiCount('Events that wait for Kafka, or that it has refused') readonly outbox!: number;
  @ApiCount('Parked events that are tried again') readonly retrying!: number;
  @ApiCount('Parked events that wait for an operator') readonly dead!: number;
  @ApiText({ max: 2_000, nullable: true, example: null, description: 'Why no events are read; null: they are' })
  readonly consumer!: string | null;
}

export class InvariantsView {
  @ApiText({ max: 64, example: 'inventory' }) readonly service!: string;
  @ApiState() readonly state!: StandingState;
  @ApiSince() readonly since!: string;
  @ApiProperty({ type: [InvariantView] }) readonly invariants!: readonly InvariantView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Totals that the gateway compares with those of other services',
    example: { soldUnits: 7 },
  })
  readonly figures!: Readonly<Record<string, number>>;
  @ApiMoment({ nullable: true, description: 'When the figures were read; null: not yet' })
  readonly figuresAt!: string | null;
  @ApiProperty({ type: UnderWayView, nullable: true, description: 'Null: the database does not tell' })
  readonly underWay!: UnderWayView | null;
}
