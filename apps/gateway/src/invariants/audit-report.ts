import { ApiProperty } from '@nestjs/swagger';
import { ApiChoice, ApiMoment, ApiText, ApiViolations, ApiWhole, type ViolationView } from '@orderflow/service';

/** The name under which what holds between services is reported. */
export const SYSTEM = 'system';

export class AuditedInvariant {
  @ApiText({ max: 64, example: SYSTEM, description: 'Who checks it; system: the gateway, across services' })
  readonly service!: string;
  @ApiText({ max: 64, example: 'revenue' }) readonly name!: string;
  @ApiText({ max: 200, description: 'What holds', example: 'Every item adds up' }) readonly title!: string;
  @ApiChoice(['holds', 'violated', 'unknown', 'waiting'], {
    description: 'unknown: it is not told. waiting: events are under way, so that it cannot be told yet',
  })
  readonly state!: 'holds' | 'violated' | 'unknown' | 'waiting';
  @ApiMoment({ description: 'Since when it has been so' }) readonly since!: string;
  @ApiMoment({ nullable: true, description: 'Null: not yet' }) readonly checkedAt!: string | null;
  @ApiViolations() readonly violations!: readonly ViolationView[];
  @ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 0, description: 'All violations' })
  readonly count!: number;
  @ApiText({ max: 4_000, optional: true, description: 'Why it is unknown, or what is waited for' })
  readonly reason?: string;
}

export class AuditReport {
  @ApiChoice(['holds', 'violated', 'unknown'], {
    description: 'violated: something is. unknown: nothing is, but not all is told. What is waited for may hold',
  })
  readonly state!: 'holds' | 'violated' | 'unknown';
  @ApiMoment({ description: 'Since when it has been so, as this process has seen' }) readonly since!: string;
  @ApiProperty({ type: [AuditedInvariant] }) readonly invariants!: readonly AuditedInvariant[];
}

/** The report in a line. */
export interface AuditSummary extends Pick<AuditReport, 'state' | 'since'> {
  /** How many invariants are violated. */
  readonly violated: number;
}
