import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '@orderflow/service';
import {
  bucketView,
  summaryView,
  SummaryView,
  TimeseriesView,
  TimeseriesQuery,
  topItemView,
  TopItemsView,
  TopItemsQuery,
} from './report.dto.js';
import { ReportRepository } from './report.repository.js';
import { spanOf } from './span.js';

@ApiTags('analytics')
@Requires('admin')
@Controller('analytics')
export class ReportsController {
  constructor(private readonly reports: ReportRepository) {}

  @Get('summary')
  @ApiOperation({ summary: 'What happened since the beginning' })
  @ApiOkResponse({ type: SummaryView })
  async summary(): Promise<SummaryView> {
    return summaryView(await this.reports.totals());
  }

  @Get('timeseries')
  @ApiOperation({ summary: 'What happened in each minute, hour or day; at most 1440, 744 and 366 of them' })
  @ApiOkResponse({ type: TimeseriesView })
  async timeseries(@Query() query: TimeseriesQuery): Promise<TimeseriesView> {
    const span = spanOf(query, new Date());
    const buckets = await this.reports.series(span);
    return { bucket: query.bucket, from: span.from, to: span.to, items: buckets.map(bucketView) };
  }

  @Get('top-items')
  @ApiOperation({ summary: 'The items that brought in most' })
  @ApiOkResponse({ type: TopItemsView })
  async topItems(@Query() { limit }: TopItemsQuery): Promise<TopItemsView> {
    return { items: (await this.reports.topItems(limit)).map(topItemView) };
  }
}
