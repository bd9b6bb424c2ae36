import { Controller, Get, HttpStatus, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem, By, Problem, Requires, type Caller } from '@orderflow/service';
import { OrderOfReservation, reservationView, ReservationView } from './reservation.dto.js';
import { ReservationRepository } from './reservation.repository.js';

@ApiTags('inventory')
@Controller('inventory/reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationRepository) {}

  @Get(':orderId')
  @Requires('orders:read')
  @ApiOperation({ summary: 'The reservation of an order' })
  @ApiOkResponse({ type: ReservationView })
  @ApiProblem(
    HttpStatus.NOT_FOUND,
    'RESERVATION.NOT_FOUND',
    'Nothing is known here of this order, or not yet; or it is another customer’s',
  )
  async find(@Param() { orderId }: OrderOfReservation, @By() caller: Caller): Promise<ReservationView> {
    const reservation = await this.reservations.find(orderId, caller.customerId);
    if (!reservation) throw notFound(orderId);
    return reservationView(reservation);
  }
}

const notFound = (orderId: string): Problem =>
  new Problem({
    status: HttpStatus.NOT_FOUND,
    code: 'RESERVATION.NOT_FOUND',
    detail: `There is no reservation of order ${orderId}`,
  });
