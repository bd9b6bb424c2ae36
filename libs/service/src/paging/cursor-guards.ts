import { isUUID } from 'class-validator';

/** Text that PostgreSQL can compare. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 256 && !value.includes('\0');

export const isId = (value: unknown): value is string => isUUID(value);

export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
