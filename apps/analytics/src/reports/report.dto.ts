import { ApiProperty } from '@nestjs/swagger';
import { RejectionReason } from '@orderflow/contracts';
import { ApiChoice, ApiMoment, ApiText, ApiWhole, toDecimal } from '@orderflow/service';
import type { Counters, ItemChange } from '../rollups/domain/index.js';
import type { Bucket, Totals } from './report.repository.js';
import { BUCKETS, type BucketSize } from './span.js';

const ApiCount = (example: number, description?: string) =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example, description });

const ApiRevenue = () =>
  ApiProperty({
    type: 'number',
    example: 2500,
    description: 'Charged less refunded; below zero where refunds prevail',
  });

export class RejectionsView {
  @ApiCount(1) readonly [RejectionReason.InsufficientStock]!: number;

  @ApiCount(1) readonly [RejectionReason.Declined]!: number;

  @ApiCount(0) readonly [RejectionReason.TimedOut]!: number;
}

export class CountersView {
  @ApiCount(12, 'Orders that were accepted') readonly orders!: number;

  @ApiCount(9, 'Orders that were confirmed, those that were cancelled later included') readonly confirmed!: number;

  @ApiCount(2) readonly rejected!: number;

  @ApiProperty({ type: RejectionsView }) readonly rejectedByReason!: RejectionsView;

  @ApiCount(1) readonly cancelled!: number;

  @ApiRevenue() readonly revenue!: number;
}

export class SummaryView extends CountersView {
  @ApiCount(61, 'Events of any type that were counted') readonly events!: number;
}

export class BucketView extends CountersView {
  @ApiMoment({ description: 'When the bucket begins' }) readonly start!: Date;
}

export class TimeseriesQuery {
  @ApiChoice(BUCKETS, { default: 'minute' }) readonly bucket: BucketSize = 'minute';

  @ApiMoment({ optional: true, description: 'Rounded down to a bucket (UTC). Left out: 60 buckets before `to`' })
  readonly from?: string;

  @ApiMoment({ optional: true, description: 'Rounded up to a bucket (UTC), not included. Left out: now' })
  readonly to?: string;
}

export class TimeseriesView {
  @ApiChoice(BUCKETS, { example: 'minute' }) readonly bucket!: BucketSize;

  @ApiMoment() readonly from!: Date;

  @ApiMoment() readonly to!: Date;

  @ApiProperty({ type: [BucketView], description: 'Every bucket in order, also one in which nothing happened' })
  readonly items!: BucketView[];
}

export class TopItemsQuery {
  @ApiWhole({ min: 1, max: 100, inQuery: true, default: 10 }) readonly limit: number = 10;
}

export class TopItemView {
  @ApiText({ max: 64, example: 'ITEM-003' }) readonly itemId!: string;

  @ApiCount(2, 'Units sold less units that came back') readonly units!: number;

  @ApiRevenue() readonly revenue!: number;
}

export class TopItemsView {
  @ApiProperty({ type: [TopItemView], description: 'Most revenue first' }) readonly items!: TopItemView[];
}

export const summaryView = ({ events, ...counters }: Totals): SummaryView => ({ events, ...countersView(counters) });

export const bucketView = ({ start, ...counters }: Bucket): BucketView => ({ start, ...countersView(counters) });

export const topItemView = ({ itemId, units, revenueCents }: ItemChange): TopItemView => ({
  itemId,
  units,
  revenue: toDecimal(revenueCents),
});

function countersView(counters: Counters): CountersView {
  const { orders, confirmed, cancelled, revenueCents } = counters;
  const rejectedByReason = {
    [RejectionReason.InsufficientStock]: counters.rejectedInsufficientStock,
    [RejectionReason.Declined]: counters.rejectedDeclined,
    [RejectionReason.TimedOut]: counters.rejectedTimedOut,
  };
  const rejected = Object.values(rejectedByReason).reduce((sum, count) => sum + count, 0);
  return { orders, confirmed, rejected, rejectedByReason, cancelled, revenue: toDecimal(revenueCents) };
}
