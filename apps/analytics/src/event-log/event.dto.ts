import { ApiProperty } from '@nestjs/swagger';
import { ApiId, ApiMoment, ApiText, ApiWhole } from '@orderflow/service';

/** Kafka bounds a header by its message only; nobody's id is as long. */
const MAX_EVENT_ID = 255;

export class EventParams {
  @ApiText({ max: MAX_EVENT_ID, example: '019a9c5e-7a51-7c3e-9d5f-0b8f6f0a1c2d', description: 'Its ce_id' })
  readonly id!: string;
}

export class EventQuery {
  @ApiId({ example: '019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10', description: 'The order that it is about' })
  readonly orderId!: string;
}

/** An event as it was recorded. */
export class EventView {
  @ApiText({ max: MAX_EVENT_ID, example: '019a9c5e-7a51-7c3e-9d5f-0b8f6f0a1c2d', description: 'Its ce_id' })
  readonly id!: string;

  @ApiText({ max: 255, example: 'ORDER_CREATED' }) readonly type!: string;

  @ApiWhole({ min: 1, max: 1_000, example: 1, description: 'Of its contract' }) readonly version!: number;

  @ApiText({ max: 255, example: '/order-api' }) readonly source!: string;

  @ApiText({ max: 249, example: 'order-events' }) readonly topic!: string;

  @ApiWhole({ min: 0, max: 1_000_000, example: 3 }) readonly partition!: number;

  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 1_024 }) readonly offset!: number;

  @ApiMoment({ description: "When it happened, by its producer's clock" }) readonly time!: Date;

  @ApiMoment({ description: 'When it was recorded here' }) readonly ingestedAt!: Date;

  @ApiId({ example: '019a9c5e-7a40-7b1a-8f43-5d1f1f6a9e10' }) readonly orderId!: string;

  @ApiText({ max: 255, nullable: true, example: '019a9c5e-7a3f-7d10-b2c8-1f6f0a1c2d3e' })
  readonly correlationId!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What its contract says; amounts in cents' })
  readonly data!: object;
}
