import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessagingHealth } from '@orderflow/messaging';
import { ServiceIdentity } from '../identity.js';
import { OperatorRoutes } from '../operators/operator-routes.js';
import { InvariantWatch } from './invariant-watch.js';
import { InvariantsView, type InvariantView, type UnderWayView } from './invariant.views.js';
import type { Standing } from './standing.js';

/** How this service's invariants stand, for operators. Asking checks nothing: the watch does, at its pace. */
@ApiTags('invariants')
@OperatorRoutes()
@Controller('invariants')
export class InvariantsController {
  constructor(
    private readonly identity: ServiceIdentity,
    private readonly watch: InvariantWatch,
    private readonly messaging: MessagingHealth,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What always holds of this service’s data, whether it does, and since when' })
  @ApiOkResponse({ type: InvariantsView })
  async all(): Promise<InvariantsView> {
    const { state, since, invariants, figures, figuresAt } = this.watch.current;
    return {
      service: this.identity.name,
      state,
      since: since.toISOString(),
      invariants: invariants.map(invariantView),
      figures,
      figuresAt: figuresAt?.toISOString() ?? null,
      underWay: await this.underWay().catch(() => null),
    };
  }

  private async underWay(): Promise<UnderWayView> {
    const { consumer, outbox, parking } = await this.messaging.check();
    return {
      outbox: countIn(outbox, 'depth') + countIn(outbox, 'rejected'),
      retrying: countIn(parking, 'retrying'),
      dead: countIn(parking, 'dead'),
      consumer: consumer?.reason ?? null,
    };
  }
}

function countIn(part: { readonly details?: Readonly<Record<string, unknown>> } | undefined, name: string): number {
  const count = part?.details?.[name];
  return typeof count === 'number' ? count : 0;
}

const invariantView = ({ since, checkedAt, ...standing }: Standing): InvariantView => ({
  ...standing,
  since: since.toISOString(),
  checkedAt: checkedAt?.toISOString() ?? null,
});
