import { DEFAULT_REGION, REGIONS } from '@proving-ground/shared';
import { z } from 'zod';

/**
 * It becomes part of URLs, of a file's name and of a bucket's, so nothing but what Google allows gets through.
 * @see https://cloud.google.com/resource-manager/docs/creating-managing-projects
 */
export const projectId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    'A project id has 6 to 30 lower-case letters, digits and hyphens, starts with a letter and ends with no hyphen.',
  );

export const region = z.enum(REGIONS, `The region is one of ${REGIONS.join(', ')}.`).default(DEFAULT_REGION);

/** It becomes a line of an .env file. */
export const owner = z
  .email('The owner is an e-mail address.')
  .regex(/^[\w.+@-]+$/, 'That address cannot be written into an .env file.')
  .transform((email) => email.toLowerCase());

/** What is set up, and for whom. */
export interface Target {
  readonly projectId: string;
  /** As Cloud Storage names the project that a bucket belongs to. */
  readonly projectNumber: string;
  readonly region: z.output<typeof region>;
  /** Null: the owners that are written down already stay the only ones. */
  readonly owner: string | null;
}

/** Each part of the product runs as its own; the names are those of functions/src/platform/config.ts. */
export const ACCOUNTS = {
  functions: 'the orchestrator',
  build: 'the builds of both images',
  backend: 'the model server',
  agent: 'the agent',
} as const;
export type Account = keyof typeof ACCOUNTS;
export const ACCOUNT_NAMES = Object.keys(ACCOUNTS) as readonly Account[];

export const REPOSITORY = 'proving-ground';

export function accountEmail(account: Account, { projectId }: Pick<Target, 'projectId'>): string {
  return `proving-ground-${account}@${projectId}.iam.gserviceaccount.com`;
}

export function bucketName({ projectId }: Pick<Target, 'projectId'>): string {
  return `${projectId}-proving-ground`;
}
