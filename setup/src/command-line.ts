import { parseArgs } from 'node:util';
import { z } from 'zod';
import { owner, projectId, region } from './plan/target.ts';

/** The command line cannot be understood; its message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `npm run setup -- --project ID [options]

  --project ID     the Google Cloud or Firebase project that everything is set up in
  --region R       where images, sources and agents go (europe-west1)
  --owner EMAIL    the first owner; needed as long as functions/.env.ID names nobody
  --dry-run        shows what would be done and changes nothing
  --json           prints one JSON document at the end instead of progress

It may be run again at any time: what is there already stays as it is.
`;

const options = z.strictObject({
  project: projectId,
  region,
  owner: owner.nullable().default(null),
  'dry-run': z.boolean().default(false),
  json: z.boolean().default(false),
});

/** Reads the arguments after the script's name.
 * @throws UsageError */
export function parseCommandLine(argv: readonly string[]) {
  const parsed = options.safeParse(read(argv));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join('.') ?? '';
    throw new UsageError(
      name === 'project' && issue?.code === 'invalid_type' ? '--project ID is needed.' : `--${name}: ${issue?.message}`,
    );
  }
  const { project, 'dry-run': isDryRun, json: isJson, ...rest } = parsed.data;
  return { projectId: project, isDryRun, isJson, ...rest };
}

function read(argv: readonly string[]): unknown {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        project: { type: 'string' },
        region: { type: 'string' },
        owner: { type: 'string' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    return { ...values };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
