import { z } from 'zod';

/** Seconds of a duration as REST spells it: `300s`. */
export const duration = z.string().regex(/^\d{1,9}(?:\.\d{1,9})?s$/, 'must be a duration in seconds, such as "60s".');

export function secondsOf(text: string): number {
  return Number.parseFloat(text);
}
