import { defineString, projectID } from 'firebase-functions/params';
import { z } from 'zod';

const ownerEmails = defineString('OWNER_EMAILS', {
  default: '',
  description: 'E-mail addresses of the owners, separated by commas. They may do everything.',
});
const operatorEmails = defineString('OPERATOR_EMAILS', {
  default: '',
  description: 'E-mail addresses that may deploy, separated by commas.',
});
const viewerEmails = defineString('VIEWER_EMAILS', {
  default: '',
  description: 'E-mail addresses that may look and chat, separated by commas.',
});
const repository = defineString('IMAGE_REPOSITORY', {
  default: 'proving-ground',
  description: 'Artifact Registry repository for the two images; created when it is missing.',
});
const bucket = defineString('BUILD_BUCKET', {
  default: '',
  description: 'Bucket for sources and build logs; empty: PROJECT-proving-ground, created when it is missing.',
});

const appCheck = defineString('APP_CHECK', {
  default: 'off',
  description:
    'on: callables take calls from registered apps alone, and each token for a deployment or load test once.',
});

const consoleUrl = defineString('CONSOLE_URL', {
  default: '',
  description: 'Where people open the console, for links in alerts; empty: https://PROJECT.web.app.',
});

const emails = z.string().transform((text) =>
  text
    .split(',')
    .map((email) => email.trim().toLowerCase())
    .filter((email) => email !== ''),
);
const configSchema = z.strictObject({
  projectId: z.string().min(1),
  repository: z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, 'IMAGE_REPOSITORY is not a repository id.'),
  bucket: z.string().min(3),
  ownerEmails: emails,
  operatorEmails: emails,
  viewerEmails: emails,
  consoleUrl: z.url().transform((url) => url.replace(/\/$/, '')),
});

export interface Config extends z.output<typeof configSchema> {
  /** Each part runs as its own identity, so that each can be given the least it needs. */
  readonly serviceAccounts: Readonly<Record<'functions' | 'build' | 'backend' | 'agent', string>>;
}

/** Whether callers must prove that they are one of our apps; read at run time only. */
export function isAppCheckOn(): boolean {
  return z.enum(['on', 'off'], 'APP_CHECK is on or off.').parse(appCheck.value() || 'off') === 'on';
}

/** Account of the functions themselves; the `@` alone lets Firebase fill in the project. */
export const FUNCTIONS_ACCOUNT = 'proving-ground-functions@';

/** Reads and checks the params; call it at run time only, they have no value while deploying. */
export function readConfig(): Config {
  const projectId = projectID.value();
  const account = (name: string) => `proving-ground-${name}@${projectId}.iam.gserviceaccount.com`;
  return {
    ...configSchema.parse({
      projectId,
      repository: repository.value(),
      bucket: bucket.value() || `${projectId}-proving-ground`,
      ownerEmails: ownerEmails.value(),
      operatorEmails: operatorEmails.value(),
      viewerEmails: viewerEmails.value(),
      consoleUrl: consoleUrl.value() || `https://${projectId}.web.app`,
    }),
    serviceAccounts: {
      functions: account('functions'),
      build: account('build'),
      backend: account('backend'),
      agent: account('agent'),
    },
  };
}
