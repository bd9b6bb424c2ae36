import { MAX_ID_LENGTH } from '@orderflow/contracts';
import { ApiChoice, ApiMoment, ApiText, PageQuery } from '@orderflow/service';
import { OrderStatus } from './domain/index.js';

export class ListOrdersQuery extends PageQuery {
  @ApiText({ max: MAX_ID_LENGTH, optional: true, example: 'CUST-123' }) readonly customerId?: string;
  @ApiChoice(Object.values(OrderStatus), { optional: true }) readonly status?: OrderStatus;
  @ApiMoment({ optional: true, description: 'Only orders created then or later, to the millisecond' })
  readonly createdFrom?: string;
  @ApiMoment({ optional: true, description: 'Only orders created before, to the millisecond' })
  readonly createdTo?: string;
}
