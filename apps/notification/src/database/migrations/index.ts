import type { Migrations } from '@orderflow/database';
import { notifications } from './0001-notifications.js';

export const migrations: Migrations = {
  '0001-notifications': notifications,
};
