import { Module } from '@nestjs/common';
import { ReportRepository } from './report.repository.js';
import { ReportsController } from './reports.controller.js';

/** Figures, summed from the rollups when they are asked for. */
@Module({
  controllers: [ReportsController],
  providers: [ReportRepository],
  exports: [ReportRepository],
})
export class ReportsModule {}
