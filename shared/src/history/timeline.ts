import { z } from 'zod';

/** What an entry is about; also what the history can be narrowed down to. */
export const TIMELINE_AREAS = [
  'deployment',
  'loadTest',
  'gate',
  'alert',
  'schedule',
  'agent',
  'settings',
  'access',
] as const;
export const timelineArea = z.enum(TIMELINE_AREAS);
export type TimelineArea = z.infer<typeof timelineArea>;

/** How something somebody asked for went: `asked` stays only where a function died over it. */
const actStatus = z.enum(['asked', 'done', 'refused', 'failed']);

/** `timeline/{id}`: one thing that happened, with who did it; what lasts (a deployment, a load test, a gate, an alert) has one
 * entry for its whole life. */
export const timelineEntry = z.strictObject({
  id: z.string(),
  createdAt: z.iso.datetime(),
  /** Null while it is under way. */
  endedAt: z.iso.datetime().nullable(),
  area: timelineArea,
  title: z.string().max(300),
  /** What came of it, in a line. */
  detail: z.string().max(500),
  /** The record's own status, or how the act went. */
  status: z.string().max(40),
  /** Null: nobody did, but a schedule, Cloud Monitoring or the watch. */
  actor: z.strictObject({ uid: z.string(), email: z.string().nullable() }).nullable(),
  /** Where the console shows it. */
  path: z.string().regex(/^\//),
  /** Lower-case words that find it. */
  words: z.array(z.string().max(100)).max(60),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;
export type ActStatus = z.infer<typeof actStatus>;

const MOST_WORDS = 60;

/** The words of texts, in lower case, each once; an address is found whole and by its parts. */
export function wordsOf(...texts: readonly (string | null)[]): string[] {
  const found = texts.flatMap((text) => {
    const whole = (text ?? '').toLocaleLowerCase('en').match(/[\p{L}\p{N}][\p{L}\p{N}@._:-]*/gu) ?? [];
    return whole.flatMap((word) => [word.replace(/[._:-]+$/, ''), ...word.split(/[@._:-]+/)]);
  });
  return [...new Set(found.filter((word) => word.length > 1 && word.length <= 100))].slice(0, MOST_WORDS);
}
