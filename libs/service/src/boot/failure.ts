import { Logger } from '@nestjs/common';
import { SettingsError } from '../settings/validate-settings.js';

/** Ends the process when an error reaches nobody: what state it left behind, nobody knows. */
export function endOnFailure(): void {
  const end = (error: unknown): void => {
    report('An error that nobody handled: ending', error);
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/** Ends the process with exit code 1. What a person can put right is one line on stderr; anything else comes with its stack. */
export function failedStart(error: unknown): never {
  const explanation = explanationOf(error);
  if (explanation) console.error(explanation);
  else report('The service could not start', error);
  process.exit(1);
}

function report(sentence: string, error: unknown): void {
  Logger.flush();
  new Logger('Process').fatal(sentence, error);
}

function explanationOf(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { port, address } = error as { port?: number; address?: string };
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use: end the process that holds it, or choose another with PORT or PORT_BASE`;
  }
  if (error.code === 'EACCES') return `Port ${port} may not be used by this user: choose one above 1023 with PORT`;
  if (error.code === 'EADDRNOTAVAIL') return `HOST=${address}: must be an address of this machine`;
  return undefined;
}
