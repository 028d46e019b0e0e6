import { z } from 'zod';

/** Also keeps an id from naming another document: a slash in it would be a path. */
export const capacitySearchId = z.string().regex(/^[a-z0-9]{1,40}$/, 'That is not the id of a capacity search.');

/** `failed`: something else than the load ended it; what it knew until then stays. */
export const capacitySearchStatus = z.enum(['running', 'finished', 'stopped', 'failed']);
export type CapacitySearchStatus = z.infer<typeof capacitySearchStatus>;
