import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const entries = z.object({
  entries: z
    .array(
      z.object({
        textPayload: z.string().optional(),
        jsonPayload: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default([]),
});

/** The newest log lines of a revision, oldest first.
 * @see https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list */
export async function revisionLogTail(options: {
  readonly projectId: string;
  readonly serviceName: string;
  readonly revision: string;
  readonly lines: number;
}): Promise<string[]> {
  const filter = [
    'resource.type="cloud_run_revision"',
    `resource.labels.service_name="${options.serviceName}"`,
    `resource.labels.revision_name="${options.revision}"`,
    // What the container and the platform said; requests have lines of their own without any text.
    `logName!="projects/${options.projectId}/logs/run.googleapis.com%2Frequests"`,
  ].join(' AND ');
  const answer = entries.parse(
    await googleRest({
      api: 'Cloud Logging',
      host: 'logging.googleapis.com',
      method: 'POST',
      path: '/v2/entries:list',
      body: {
        resourceNames: [`projects/${options.projectId}`],
        filter,
        orderBy: 'timestamp desc',
        pageSize: options.lines,
      },
    }),
  );
  return answer.entries
    .map(lineOf)
    .map((line) => line.trimEnd().slice(0, 2_000))
    .filter((line) => line !== '')
    .reverse();
}

/** A structured line says it in `message`, as Cloud Logging's own pages show it. */
function lineOf({ textPayload, jsonPayload }: z.output<typeof entries>['entries'][number]): string {
  const { message } = jsonPayload ?? {};
  return textPayload ?? (typeof message === 'string' ? message : JSON.stringify(jsonPayload ?? {}));
}
