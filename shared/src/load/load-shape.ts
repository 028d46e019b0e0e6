import { z } from 'zod';

const fraction = z.number().min(0).max(1);
const positiveFraction = z.number().min(0.01).max(1);

/**
 * How the load goes over time. Levels are fractions of the full load (users, or requests a second) and times fractions of
 * the duration, so that a shape fits every test.
 */
export const loadShape = z.discriminatedUnion('kind', [
  /** The full load from the start; users come at the spawn rate. */
  z.strictObject({ kind: z.literal('constant') }),
  /** Straight from a first level to the full load, then level. */
  z.strictObject({
    kind: z.literal('ramp'),
    fromLevel: fraction.default(0),
    rampFraction: positiveFraction.default(1),
  }),
  /** Equal steps up, all of one length. */
  z.strictObject({ kind: z.literal('steps'), steps: z.int().min(2).max(20).default(4) }),
  /** A quiet level, the full load for a while, and the quiet level again. */
  z
    .strictObject({
      kind: z.literal('spike'),
      baseLevel: positiveFraction.default(0.2),
      startFraction: fraction.default(0.4),
      lengthFraction: positiveFraction.default(0.2),
    })
    .refine(({ startFraction, lengthFraction }) => startFraction + lengthFraction <= 1, {
      message: 'The spike ends after the test.',
      path: ['lengthFraction'],
    }),
  /** Slowly up, long at the full load, slowly down. */
  z.strictObject({ kind: z.literal('soak'), rampFraction: z.number().min(0.01).max(0.5).default(0.1) }),
]);
export type LoadShape = z.infer<typeof loadShape>;
export const LOAD_SHAPE_KINDS = ['constant', 'ramp', 'steps', 'spike', 'soak'] as const;

/** A point of the load over time; between two points it goes straight, two at one time are a jump. */
export interface LoadLevel {
  readonly atSeconds: number;
  readonly level: number;
}

/** The corners of a shape, from 0 to the duration, at the given full load. */
export function shapeCorners(
  shape: LoadShape,
  { full, durationSeconds }: { readonly full: number; readonly durationSeconds: number },
): readonly LoadLevel[] {
  const corner = (timeFraction: number, levelFraction: number): LoadLevel => ({
    atSeconds: timeFraction * durationSeconds,
    level: levelFraction * full,
  });
  switch (shape.kind) {
    case 'constant':
      return [corner(0, 1), corner(1, 1)];
    case 'ramp':
      return [corner(0, shape.fromLevel), corner(shape.rampFraction, 1), corner(1, 1)];
    case 'steps':
      return Array.from({ length: shape.steps }, (_, step) => [
        corner(step / shape.steps, (step + 1) / shape.steps),
        corner((step + 1) / shape.steps, (step + 1) / shape.steps),
      ]).flat();
    case 'spike': {
      const { baseLevel, startFraction, lengthFraction } = shape;
      const end = startFraction + lengthFraction;
      return [
        corner(0, baseLevel),
        corner(startFraction, baseLevel),
        corner(startFraction, 1),
        corner(end, 1),
        corner(end, baseLevel),
        corner(1, baseLevel),
      ];
    }
    case 'soak':
      return [corner(0, 0), corner(shape.rampFraction, 1), corner(1 - shape.rampFraction, 1), corner(1, 0)];
  }
}

/** Area under the corners: user-seconds, or the number of arrivals. */
export function loadIntegral(corners: readonly LoadLevel[]): number {
  let area = 0;
  for (const [index, to] of corners.entries()) {
    const from = corners[index - 1];
    if (from) area += ((from.level + to.level) / 2) * (to.atSeconds - from.atSeconds);
  }
  return area;
}
