import { randomUUID } from 'node:crypto';
import type { FailureRecord } from '@proving-ground/shared';
import type { Log, LogEvent } from './log.ts';

/** Logs what nobody foresaw, and gives people a number to ask for instead of its text, which may hold anything. */
export function internalFailure(input: {
  readonly error: unknown;
  readonly log: Log;
  readonly event: LogEvent;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly nextStep: string;
}): FailureRecord {
  const { error, log, event, fields, nextStep } = input;
  const errorId = randomUUID();
  log.error(event, {
    ...fields,
    errorId,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return {
    code: 'internal',
    reason: 'INTERNAL',
    message: `Something went wrong on our side (error ${errorId}).`,
    nextStep,
    retryable: true,
  };
}
