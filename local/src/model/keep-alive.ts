import { z } from 'zod';
import { parseGoDuration } from './go-duration.ts';

export const DEFAULT_KEEP_ALIVE_MS = 5 * 60_000;

const forever = (ms: number) => (ms < 0 ? Number.POSITIVE_INFINITY : ms);

/** How long a model stays loaded after its last answer: seconds, or a duration; negative means for ever. */
export const keepAliveField = z
  .union([z.number().transform((seconds) => seconds * 1_000), z.string().transform(toMs)])
  .transform(forever);

/** The environment's form of it, where a number is written as text. */
export const keepAliveSetting = z
  .string()
  .transform((text, context) => (/^-?\d+$/.test(text) ? Number(text) * 1_000 : toMs(text, context)))
  .transform(forever);

function toMs(text: string, context: z.core.$RefinementCtx<string>): number {
  const ms = parseGoDuration(text);
  if (ms !== null) return ms;
  context.issues.push({ code: 'custom', input: text, message: `time: invalid duration "${text}"` });
  return z.NEVER;
}
