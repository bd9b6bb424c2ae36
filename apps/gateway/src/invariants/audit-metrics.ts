import { Injectable } from '@nestjs/common';
import { Metrics, showInvariants } from '@orderflow/service';
import { SYSTEM } from './audit-report.js';
import { Auditor } from './auditor.js';

/** Shows how the invariants between services stand; each service shows its own. A scrape asks for a look. */
@Injectable()
export class AuditMetrics {
  constructor(metrics: Metrics, auditor: Auditor) {
    showInvariants(metrics, async () => {
      const { invariants } = await auditor.report();
      return invariants.filter(({ service }) => service === SYSTEM);
    });
  }
}
