import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { IdempotencyKeyPruning } from './idempotency-key-pruning.js';
import { IdempotencyKeyRepository } from './idempotency-key.repository.js';
import { OrderIntake } from './order-intake.js';
import { PlaceOrderController } from './place-order.controller.js';

@Module({
  imports: [OrdersModule],
  controllers: [PlaceOrderController],
  providers: [IdempotencyKeyPruning, IdempotencyKeyRepository, OrderIntake],
})
export class IntakeModule {}
