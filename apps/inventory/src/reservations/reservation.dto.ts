import { MAX_ID_LENGTH, MAX_LINES, MAX_QUANTITY } from '@orderflow/contracts';
import { ApiChoice, ApiId, ApiList, ApiMoment, ApiText, ApiWhole } from '@orderflow/service';
import { ReservationState } from './domain/index.js';
import type { ReservationRow } from './reservation.repository.js';

const STATES = Object.values(ReservationState).filter((state) => state !== ReservationState.New);

export class OrderOfReservation {
  @ApiId({ example: '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11' }) readonly orderId!: string;
}

class ReservedLineView {
  @ApiText({ max: MAX_ID_LENGTH, example: 'ITEM-001' }) readonly itemId!: string;
  @ApiWhole({ min: 1, max: MAX_QUANTITY, description: 'Units', example: 2 }) readonly quantity!: number;
}

/** What inventory has done for one order. */
export class ReservationView {
  @ApiId({ example: '01932b1c-5d4e-7c3a-9f10-2b6f0c8e4d11' }) readonly orderId!: string;
  @ApiChoice(STATES, {
    example: ReservationState.Reserved,
    description:
      'RESERVED: held for the order. REFUSED: there was not enough, nothing was reserved. SOLD: the order is ' +
      'confirmed. RELEASED: the reserved, RETURNED: the sold stock is available again. CLOSED: the order ended first',
  })
  readonly state!: ReservationState;
  @ApiList(() => ReservedLineView, { min: 0, max: MAX_LINES, description: "The order's lines; none when CLOSED" })
  readonly items!: readonly ReservedLineView[];
  @ApiMoment({ description: 'When it came to its state' }) readonly updatedAt!: string;
}

export const reservationView = ({ orderId, state, items, updatedAt }: ReservationRow): ReservationView => ({
  orderId,
  state,
  items: items.map(({ itemId, quantity }) => ({ itemId, quantity })),
  updatedAt: updatedAt.toISOString(),
});
