import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, By, decodeCursor, isId, pageOf, Requires, type Caller, type Page } from '@orderflow/service';
import { NotificationView, notificationView, NotificationQuery } from './notification.dto.js';
import { NotificationRepository } from './notification.repository.js';

@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationRepository) {}

  @Get()
  @Requires('orders:read')
  @ApiOperation({ summary: 'What customers were told, newest first', description: 'A customer sees its own.' })
  @ApiPage(NotificationView)
  async list(
    @Query() { limit, cursor, ...filter }: NotificationQuery,
    @By() { customerId: owner }: Caller,
  ): Promise<Page<NotificationView>> {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, isId);
    const rows = await this.notifications.list({ owner, ...filter }, limit + 1, before);
    return pageOf(rows, limit, { item: notificationView, cursor: ({ id }) => [id] });
  }
}
