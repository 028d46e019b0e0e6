import { z } from 'zod';

/** The tables of docs/benchmarks.md. */
export const BENCH_SECTIONS = ['agent', 'load', 'merge', 'console', 'orchestrator', 'functions', 'history'] as const;
export const benchSection = z.enum(BENCH_SECTIONS);
export type BenchSection = z.infer<typeof benchSection>;

export const benchUnit = z.enum(['ms', 'ms CPU', 's', 'MiB', 'kB', '%', 'rounds']);

/** What was measured several times, to three significant digits. */
export const benchFigure = z
  .strictObject({ median: z.number().nonnegative(), least: z.number().nonnegative(), most: z.number().nonnegative() })
  .refine(({ median, least, most }) => least <= median && median <= most, 'The median is outside of its spread.');
export type BenchFigure = z.infer<typeof benchFigure>;

/** Text that a cell of a table can hold. */
const cellText = z
  .string()
  .min(1)
  .regex(/^[^|\n]+$/)
  .refine((text) => text === text.trim());

/** One thing that is claimed: less is better in all of them. */
export const benchRow = z.strictObject({
  what: cellText,
  unit: benchUnit,
  ours: benchFigure,
  /** Who does the same, measured in turns with ours. */
  peers: z.array(z.strictObject({ name: cellText, figure: benchFigure })),
  /** At most this much of the unit; null where nothing is promised. */
  target: z.number().positive().nullable(),
});
export type BenchRow = z.infer<typeof benchRow>;

/** What a bench prints with `--json`. */
export const benchReport = z.strictObject({
  section: benchSection,
  rows: z.array(benchRow),
  /** What could not be measured, and why. */
  leftOut: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});
export type BenchReport = z.infer<typeof benchReport>;
