import type { Context } from 'hono';
import { googleError } from './google-error.ts';

/** @throws HTTPException PERMISSION_DENIED for a project that is not this machine's; the path names it, unless it is given. */
export function needProject(context: Context, projectId: string, named = context.req.param('project') ?? ''): void {
  if (named !== projectId) throw googleError('PERMISSION_DENIED', `Permission denied on project ${named}.`);
}
