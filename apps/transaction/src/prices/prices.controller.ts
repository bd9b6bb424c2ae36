import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, decodeCursor, isText, pageOf, PageQuery, Requires, toCents, type Page } from '@orderflow/service';
import { TransactionSettings } from '../config.js';
import { PricedItem, PriceRequest, priceView, PriceView } from './price.dto.js';
import { PriceRepository } from './price.repository.js';

@ApiTags('prices')
@Controller('prices')
export class PricesController {
  constructor(
    private readonly prices: PriceRepository,
    private readonly settings: TransactionSettings,
  ) {}

  @Get()
  @Requires()
  @ApiOperation({ summary: 'The price list, sorted by item id' })
  @ApiPage(PriceView)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<PriceView>> {
    const [after] = cursor === undefined ? [] : decodeCursor<[string]>(cursor, isText);
    const rows = await this.prices.list(limit + 1, after);
    const item = (row: (typeof rows)[number]) => priceView(row, this.settings.CURRENCY);
    return pageOf(rows, limit, { item, cursor: ({ item_id }) => [item_id] });
  }

  @Put(':itemId')
  @Requires('prices:write')
  @ApiOperation({ summary: 'Sets the price of an item; orders that are charged from now on cost this' })
  @ApiOkResponse({ type: PriceView })
  @ApiBadRequestResponse({ description: 'REQUEST.INVALID: the price is out of bounds, or has more than two decimals' })
  async put(@Param() { itemId }: PricedItem, @Body() { unitPrice, name }: PriceRequest): Promise<PriceView> {
    return priceView(await this.prices.put(itemId, toCents(unitPrice), name), this.settings.CURRENCY);
  }
}
