// The database that an application shares with messaging, for those who have this package alone.
export * from '@orderflow/database';
