import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiPage, decodeCursor, isId, pageOf, type Page } from '@orderflow/service';
import { NotificationView, notificationView, NotificationQuery } from './notification.dto.js';
import { NotificationRepository } from './notification.repository.js';

@ApiTags('notifications')
@Controller('notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationRepository) {}

  @Get()
  @ApiOperation({ summary: 'What customers were told, newest first' })
  @ApiPage(NotificationView)
  async list(@Query() { limit, cursor, ...filter }: NotificationQuery): Promise<Page<NotificationView>> {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, isId);
    const rows = await this.notifications.list(filter, limit + 1, before);
    return pageOf(rows, limit, { item: notificationView, cursor: ({ id }) => [id] });
  }
}
