import { ApiProperty } from '@nestjs/swagger';
import { ApiChoice, ApiList, ApiMoment, ApiText, ApiWhole } from '@orderflow/service';

const Count = (options: { description?: string; nullable?: boolean } = {}): PropertyDecorator =>
  ApiWhole({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 0, ...options });

class ParkedView {
  @Count({ description: 'Events that are tried again' }) readonly retrying!: number;
  @Count({ description: 'Events that wait for an operator' }) readonly dead!: number;
}

export class ServiceStatusView {
  @ApiText({ max: 64, example: 'inventory' }) readonly name!: string;
  @ApiText({ max: 64, example: 'Inventory' }) readonly title!: string;
  @ApiChoice(['ok', 'degraded', 'down', 'unreachable'], {
    description: 'As it says itself; unreachable: it says nothing',
  })
  readonly status!: 'ok' | 'degraded' | 'down' | 'unreachable';
  @ApiMoment({ description: 'Since when it has had this status, as the gateway has seen' }) readonly since!: string;
  @ApiText({ max: 4_000, nullable: true, description: 'Why it is not ok' }) readonly reason!: string | null;
  @Count({ nullable: true, description: 'Messages that it has still to read; null when it is not known' })
  readonly lag!: number | null;
  @Count({ nullable: true, description: 'Events that wait for Kafka; null when it is not known' })
  readonly outbox!: number | null;
  @ApiProperty({ type: ParkedView, nullable: true, description: 'Null when it is not known' })
  readonly parked!: ParkedView | null;
}

class KafkaStatusView {
  @ApiChoice(['up', 'down']) readonly state!: 'up' | 'down';
  @ApiText({ max: 4_000, optional: true, description: 'Why it is down' }) readonly reason?: string;
}

export class SystemView {
  @ApiMoment() readonly at!: string;
  @ApiList(() => ServiceStatusView, { min: 0, max: 100 }) readonly services!: readonly ServiceStatusView[];
  @ApiProperty({ type: KafkaStatusView }) readonly kafka!: KafkaStatusView;
}
