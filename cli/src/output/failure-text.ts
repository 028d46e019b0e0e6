import type { FailureRecord } from '@proving-ground/shared';

/** What happened and why, what can be done, and the log that explains it. */
export function failureText({ reason, message, nextStep, logTail = [] }: FailureRecord): string {
  const lines = [`${message} (${reason})`, `Next: ${nextStep}`];
  if (logTail.length > 0) lines.push('The end of the log:', ...logTail.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
