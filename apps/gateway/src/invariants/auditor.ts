import { Inject, Injectable, Optional } from '@nestjs/common';
import { overall, type ViolationView } from '@orderflow/service';
import { ConsumerLag } from '../system/consumer-lag.js';
import { SYSTEM, type AuditedInvariant, type AuditReport, type AuditSummary } from './audit-report.js';
import { ServiceStandings } from './service-standings.js';
import { ServiceWords } from './service-words.js';
import { judge, type Judgement, type Look, type SystemRule, type Word } from './system-rule.js';
import { systemRules } from './system-rules.js';

/** All who ask within this time get the same look. */
const FRESH_MS = 2_000;

/** For tests: how long a look is fresh, in milliseconds. Default: 2,000. */
export const AUDIT_FRESH_MS = Symbol('AUDIT_FRESH_MS');

/**
 * How the invariants of all services stand, and those between them. Looks only when it is asked; what it remembers of
 * earlier looks is this process's own, so that replicas of the gateway may differ in `since`.
 */
@Injectable()
export class Auditor {
  private readonly services = new Map<string, ServiceStandings>();
  private readonly judgements = new Map<string, Judgement>();
  private readonly standings = new Map<string, AuditedInvariant>();
  private whole?: Pick<AuditReport, 'state' | 'since'>;
  private last?: { readonly at: number; readonly report: Promise<AuditReport> };

  constructor(
    private readonly words: ServiceWords,
    @Inject(ConsumerLag) private readonly lag: Pick<ConsumerLag, 'report'>,
    @Optional() @Inject(AUDIT_FRESH_MS) private readonly freshMs = FRESH_MS,
  ) {}

  /** At most 2 seconds old. Never rejects: what cannot be told is unknown. */
  report(): Promise<AuditReport> {
    if (!this.last || Date.now() - this.last.at >= this.freshMs) this.last = { at: Date.now(), report: this.look() };
    return this.last.report;
  }

  async summary(): Promise<AuditSummary> {
    const { state, since, invariants } = await this.report();
    return { state, since, violated: invariants.filter((one) => one.state === 'violated').length };
  }

  private async look(): Promise<AuditReport> {
    const [words, { kafka, lag }] = await Promise.all([this.words.ask(), this.lag.report()]);
    const kafkaTrouble = kafka.state === 'up' ? null : (kafka.reason ?? 'it is down');
    const at = new Date();
    const invariants = [
      ...systemRules.map((rule) => this.standingOf(rule, { words, lag, kafkaTrouble }, at)),
      ...[...words.values()].flatMap((word) => this.serviceOf(word).after(word, at)),
    ];
    const state = overall(invariants.map((one) => one.state));
    if (this.whole?.state !== state) this.whole = { state, since: at.toISOString() };
    return { ...this.whole, invariants };
  }

  private serviceOf({ service }: Word): ServiceStandings {
    const known = this.services.get(service) ?? new ServiceStandings();
    this.services.set(service, known);
    return known;
  }

  private standingOf(rule: SystemRule, look: Look, at: Date): AuditedInvariant {
    const judgement = judge(rule, look, this.judgements.get(rule.name));
    const before = this.standings.get(rule.name);
    const violations = judgement.state === 'violated' ? [violationOf(rule, judgement)] : [];
    const standing: AuditedInvariant = {
      service: SYSTEM,
      name: rule.name,
      title: rule.title,
      state: judgement.state,
      since: before?.state === judgement.state ? before.since : at.toISOString(),
      checkedAt: at.toISOString(),
      violations,
      count: violations.length,
      ...(judgement.reason !== null && { reason: reasonOf(rule, judgement) }),
    };
    this.judgements.set(rule.name, judgement);
    this.standings.set(rule.name, standing);
    return standing;
  }
}

const violationOf = (rule: SystemRule, judgement: Judgement): ViolationView => ({
  id: rule.name,
  detail: figuresIn(rule, judgement),
});

const reasonOf = (rule: SystemRule, judgement: Judgement): string =>
  judgement.figures ? `${judgement.reason} (${figuresIn(rule, judgement)})` : judgement.reason!;

const figuresIn = ({ sides, unit }: SystemRule, { figures }: Judgement): string =>
  sides.map(({ service }, at) => `${service} counts ${figures?.[at]?.value} ${unit}`).join(', ');
