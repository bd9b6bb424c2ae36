import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { ApiPage, decodeCursor, isText, PageQuery, pageOf, Requires, type Page } from '@orderflow/service';
import type { FastifyReply } from 'fastify';
import { IdempotencyKey } from './idempotency-key.js';
import { itemNotFound } from './item-not-found.js';
import { RestockRequest, restockView, RestockView } from './restock.dto.js';
import { RestockService } from './restock.service.js';
import { stockView, StockView } from './stock.dto.js';
import { StockRepository } from './stock.repository.js';

@ApiTags('inventory')
@Controller('inventory')
export class InventoryController {
  constructor(
    private readonly stock: StockRepository,
    private readonly restocks: RestockService,
  ) {}

  @Get()
  @Requires()
  @ApiOperation({ summary: 'The stock of all items, sorted by item id' })
  @ApiPage(StockView)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<StockView>> {
    const [after] = cursor === undefined ? [] : decodeCursor<[string]>(cursor, isText);
    const rows = await this.stock.list(limit + 1, after);
    return pageOf(rows, limit, { item: stockView, cursor: ({ item_id }) => [item_id] });
  }

  @Get(':itemId')
  @Requires()
  @ApiOperation({ summary: 'The stock of one item' })
  @ApiOkResponse({ type: StockView })
  @ApiNotFoundResponse({ description: 'INVENTORY.ITEM_NOT_FOUND: there is no such item' })
  async find(@Param('itemId') itemId: string): Promise<StockView> {
    const row = await this.stock.find(itemId);
    if (!row) throw itemNotFound(itemId);
    return stockView(row);
  }

  @Post(':itemId/restock')
  @Requires('inventory:write')
  @ApiOperation({ summary: 'Adds units to an item, once per Idempotency-Key' })
  @ApiHeader({ name: 'Idempotency-Key', required: true, example: 'delivery-2026-01-31-0042' })
  @ApiCreatedResponse({ type: RestockView, description: 'With Idempotency-Replayed: true, nothing was added again' })
  @ApiBadRequestResponse({ description: 'REQUEST.INVALID: the key is missing, or the quantity is out of bounds' })
  @ApiNotFoundResponse({ description: 'INVENTORY.ITEM_NOT_FOUND: there is no such item' })
  @ApiUnprocessableEntityResponse({
    description: 'INVENTORY.IDEMPOTENCY_KEY_REUSED: the key has restocked the item with another quantity',
  })
  async restock(
    @Param('itemId') itemId: string,
    @Body() { quantity }: RestockRequest,
    @IdempotencyKey() key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RestockView> {
    const { restock, replayed } = await this.restocks.restock(itemId, quantity, key);
    if (replayed) void reply.header('Idempotency-Replayed', 'true');
    return restockView(restock);
  }
}
