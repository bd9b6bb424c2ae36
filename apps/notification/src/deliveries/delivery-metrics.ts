import { Injectable } from '@nestjs/common';
import { Metrics, type Counter } from '@orderflow/service';
import { Channel } from '../notifications/domain/index.js';
import { DeliveryState } from '../notifications/notification.table.js';
import type { Outcome } from './delivery.repository.js';

/** Counts attempts to deliver. */
@Injectable()
export class DeliveryMetrics {
  private readonly attempts: Counter<'channel' | 'outcome'>;

  constructor(metrics: Metrics) {
    this.attempts = metrics.counter({
      name: 'orderflow_notifications_total',
      help: 'Attempts to deliver a notification, by what came of them',
      labels: ['channel', 'outcome'],
      series: Object.values(Channel).flatMap((channel) => OUTCOMES.map((outcome) => labelsOf(channel, outcome))),
    });
  }

  /** Call it when the outcomes are recorded. */
  settled(channel: Channel, outcomes: readonly Outcome[]): void {
    for (const { state } of outcomes) this.attempts.inc(labelsOf(channel, state));
  }
}

const OUTCOMES = Object.values(DeliveryState);

const labelsOf = (channel: Channel, state: DeliveryState) => ({
  channel: channel.toLowerCase(),
  outcome: state === DeliveryState.Pending ? 'postponed' : state.toLowerCase(),
});
