import { z } from 'zod';

/** Also keeps an id from naming another document: a slash in it would be a path. */
export const deploymentId = z.string().regex(/^[a-z0-9]{1,40}$/, 'That is not a deployment id.');
