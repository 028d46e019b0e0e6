import { Hono } from 'hono';
import { z } from 'zod';
import { answerError, googleError } from '../rest/google-error.ts';
import type { Logs } from './create-logs.ts';
import { pageOf, readPageToken } from './list-entries.ts';
import type { RevisionPlace } from './log-entry.ts';
import { type Comparison, FilterError, matchesFilter, parseFilter } from './parse-filter.ts';

const MAX_PAGE_SIZE = 1_000;
const DEFAULT_PAGE_SIZE = 50;

const listRequest = z.object({
  resourceNames: z.array(z.string().regex(/^projects\/[^/]+$/, 'Expected projects/PROJECT_ID.')).min(1),
  filter: z.string().default(''),
  orderBy: z.enum(['timestamp asc', 'timestamp desc', '']).default('timestamp asc'),
  pageSize: z.number().int().min(0).default(DEFAULT_PAGE_SIZE),
  pageToken: z.string().default(''),
});

/** entries.list of Cloud Logging: https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
export function loggingRoutes(options: {
  readonly logs: Logs;
  readonly projectId: string;
  readonly now?: () => Date;
}): Hono {
  const { logs, projectId, now = () => new Date() } = options;
  const app = new Hono();
  app.onError(answerError);
  // hono reads ':list' as a parameter, so the pattern spells it out.
  app.post('/logging.googleapis.com/v2/:method{entries:list}', async (context) => {
    const parsed = listRequest.safeParse(await context.req.json().catch(() => null));
    if (!parsed.success) throw googleError('INVALID_ARGUMENT', z.prettifyError(parsed.error));
    const { resourceNames, filter, orderBy, pageSize, pageToken } = parsed.data;
    const foreign = resourceNames.find((name) => name !== `projects/${projectId}`);
    if (foreign) throw googleError('PERMISSION_DENIED', `The caller does not have permission on ${foreign}.`);
    const token = pageToken === '' ? { offset: 0, until: now().toISOString() } : readPageToken(pageToken);
    if (!token) throw googleError('INVALID_ARGUMENT', 'page_token is invalid.');
    try {
      const comparisons = parseFilter(filter);
      const entries = await logs.entries((place) => mayMatch(place, comparisons));
      return context.json(
        pageOf(
          entries.filter((entry) => matchesFilter(entry, comparisons)),
          {
            newestFirst: orderBy === 'timestamp desc',
            size: Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
            token,
          },
        ),
      );
    } catch (error) {
      if (error instanceof FilterError) throw googleError('INVALID_ARGUMENT', error.message);
      throw error;
    }
  });
  return app;
}

/** Spares reading files of other services. */
function mayMatch(place: RevisionPlace, comparisons: readonly Comparison[]): boolean {
  const known: Readonly<Record<string, string>> = {
    'resource.labels.service_name': place.service,
    'resource.labels.revision_name': place.revision,
    'resource.labels.location': place.location,
  };
  return comparisons.every(({ field, operator, value }) => {
    const actual = known[field];
    return actual === undefined || operator !== '=' || actual === value;
  });
}
