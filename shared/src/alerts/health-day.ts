import { z } from 'zod';

/** `asleep`: no instance, as nobody asks; a request wakes it. `unknown`: nobody has looked. */
export const healthState = z.enum(['up', 'degraded', 'down', 'asleep', 'unknown']);
export type HealthState = z.infer<typeof healthState>;

/** A day that changes state more often than this keeps its newest change in the last place. */
export const MAX_HEALTH_CHANGES = 400;

const healthChange = z.strictObject({
  at: z.iso.datetime(),
  state: healthState,
  /** Why, in a sentence. */
  detail: z.string().max(300),
});
export type HealthChange = z.infer<typeof healthChange>;

/** `health/{region~name~day}`: how one agent was on one day (UTC), as changes of state, oldest first. */
export const healthDay = z.strictObject({
  region: z.string(),
  name: z.string(),
  day: z.iso.date(),
  changes: z.array(healthChange).min(1).max(MAX_HEALTH_CHANGES),
  /** The last look; the state of the last change held until then. */
  checkedAt: z.iso.datetime(),
  /** When the agent was last asked itself; a sleeping one is left alone for longer. */
  askedAt: z.iso.datetime().nullable(),
  /** Failed looks in a row; the first one is not yet called down. */
  failures: z.int().min(0),
});
export type HealthDay = z.infer<typeof healthDay>;

/** Longer than the longest pause between two looks: after this without one, nothing is known. */
export const HEALTH_STALE_MINUTES = 75;
