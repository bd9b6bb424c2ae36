import { Module } from '@nestjs/common';
import { SystemModule } from '../system/system.module.js';
import { AuditMetrics } from './audit-metrics.js';
import { Auditor } from './auditor.js';
import { InvariantsController } from './invariants.controller.js';
import { ServiceWords } from './service-words.js';

/** Whether the system is right. */
@Module({
  imports: [SystemModule],
  controllers: [InvariantsController],
  providers: [AuditMetrics, Auditor, ServiceWords],
  exports: [Auditor],
})
export class InvariantsModule {}
