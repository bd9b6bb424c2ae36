import { Body, Controller, Post } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { v7 as uuid } from 'uuid';
import { ORDER_EVENTS } from './topics.js';
import { UnitOfWork } from './unit-of-work.js';

class Line {
  @IsString() @Length(1, 64) readonly itemId!: string;
  @IsInt() @Min(1) @Max(10_000) readonly quantity!: number;
}

class PlaceOrder {
  @IsString() @Length(1, 64) readonly customerId!: string;
  @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => Line) readonly items!: Line[];
  @IsOptional() @IsNumber({ maxDecimalPlaces: 2 }) @Min(0) readonly totalAmount?: number;
}

@Controller('orders')
export class OrdersController {
  constructor(private readonly unit: UnitOfWork) {}

  @Post()
  async place(@Body() { customerId, items, totalAmount }: PlaceOrder): Promise<object> {
    const orderId = uuid();
    const quotedTotal = totalAmount === undefined ? undefined : Math.round(totalAmount * 100);
    await this.unit.run(async (tx) => {
      await tx.query(
        `INSERT INTO orders (id, customer_id, items, quoted_total, status, status_since, created_at)
         VALUES ($1, $2, $3, $4, 'PENDING', now(), now())`,
        [orderId, customerId, JSON.stringify(items), quotedTotal],
      );
      await tx.publish(ORDER_EVENTS, 'ORDER_CREATED', { orderId, customerId, items, quotedTotal });
    });
    return { id: orderId, customerId, items, totalAmount, status: 'PENDING' };
  }
}
