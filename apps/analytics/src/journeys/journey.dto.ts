import { ApiProperty } from '@nestjs/swagger';
import { ApiId, ApiMoment, ApiText, ApiWhole } from '@orderflow/service';
import { journeyOf, type LoggedEvent } from './domain/index.js';

export class JourneyStepView {
  @ApiText({ max: 255, example: 'ORDER_CREATED' }) readonly type!: string;

  @ApiMoment({ description: "When it happened, by its producer's clock" }) readonly time!: Date;

  @ApiMoment({ description: 'When it was recorded here' }) readonly ingestedAt!: Date;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: 12,
    description: 'Milliseconds since the event before; null for the first; negative when two clocks differ',
  })
  readonly msSincePrevious!: number | null;

  @ApiText({ max: 255, example: '/order-api' }) readonly source!: string;

  @ApiText({ max: 249, example: 'order-events' }) readonly topic!: string;

  @ApiWhole({ min: 0, max: 1_000_000, example: 3 }) readonly partition!: number;

  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 1_024 }) readonly offset!: number;

  @ApiText({ max: 255, example: '019a9c5e-7a51-7c3e-9d5f-0b8f6f0a1c2d', description: 'The ce_id of the event' })
  readonly id!: string;

  @ApiText({
    max: 255,
    nullable: true,
    example: '019a9c5e-7a3f-7d10-b2c8-1f6f0a1c2d3e',
    description: 'The same for all that one request has set off',
  })
  readonly correlationId!: string | null;
}

export class JourneyView {
  @ApiId({ example: '019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10' }) readonly orderId!: string;

  @ApiProperty({ type: 'integer', example: 48, description: 'Milliseconds from the first event to the last' })
  readonly durationMs!: number;

  @ApiProperty({ type: [JourneyStepView] }) readonly steps!: JourneyStepView[];
}

/** Of one event at least. */
export function journeyView(orderId: string, events: readonly LoggedEvent[]): JourneyView {
  const steps = journeyOf(events);
  return { orderId, durationMs: steps.at(-1)!.time.getTime() - steps[0]!.time.getTime(), steps };
}
