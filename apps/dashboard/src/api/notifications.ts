import { get, type Call } from './call';
import type { Page } from './request';

export interface Notification {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly kind: string;
  readonly channel: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly state: 'PENDING' | 'SENT' | 'KEPT' | 'FAILED';
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
}

export interface NotificationsQuery {
  readonly orderId?: string;
  readonly customerId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listNotifications = (query: NotificationsQuery = {}): Call<Page<Notification>> =>
  get('/notifications', query);
