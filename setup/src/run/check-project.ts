import { z } from 'zod';
import { ApiError, CredentialsError } from '../google/api-error.ts';
import type { GoogleRequest } from '../google/google.ts';
import { missingPermissions } from './missing-permissions.ts';
import { patiently } from './patiently.ts';
import { messageOf, SIGN_IN } from './why.ts';
import type { World } from './world.ts';

export interface Check {
  readonly name: 'credentials' | 'project' | 'billing' | 'permissions';
  /** Null: one before it failed, so it was not looked at. */
  readonly isOk: boolean | null;
  readonly message: string;
  readonly fix: string;
}

type Verdict = Omit<Check, 'name'>;
const good = (message: string): Verdict => ({ isOk: true, message, fix: '' });
const bad = (message: string, fix: string): Verdict => ({ isOk: false, message, fix });

const project = z.object({ name: z.string().regex(/^projects\/\d+$/), state: z.string().default('ACTIVE') });
const billing = z.object({ billingEnabled: z.boolean().default(false) });

/** Whether setup can do its work at all; reads only, and stops at the first check that fails. */
export async function checkProject(
  projectId: string,
  world: World,
): Promise<{ readonly checks: readonly Check[]; readonly projectNumber: string }> {
  const seen = await seeProject(projectId, world);
  const looks: readonly (readonly [Check['name'], () => Verdict | Promise<Verdict>])[] = [
    ['credentials', () => judgeCredentials(seen)],
    ['project', () => judgeProject(seen, projectId)],
    ['billing', () => judgeBilling(projectId, world)],
    ['permissions', () => judgePermissions(projectId, world)],
  ];
  const checks: Check[] = [];
  for (const [name, look] of looks) {
    const isStopped = checks.some(({ isOk }) => isOk !== true);
    const verdict = isStopped ? { isOk: null, message: 'not looked at', fix: '' } : await look();
    const check = { name, ...verdict };
    checks.push(check);
    world.tell({ kind: 'checked', check });
  }
  return { checks, projectNumber: seen.answer?.name.replace('projects/', '') ?? '' };
}

interface Sight {
  readonly answer: z.output<typeof project> | null;
  readonly error: ApiError | CredentialsError | null;
}

/** @see https://cloud.google.com/resource-manager/reference/rest/v3/projects/get */
async function seeProject(projectId: string, world: World): Promise<Sight> {
  try {
    const request = { api: 'resourceManager', method: 'GET', path: `/v3/projects/${projectId}` } as const;
    return { answer: project.parse(await ask(request, world)), error: null };
  } catch (error) {
    if (error instanceof ApiError || error instanceof CredentialsError) return { answer: null, error };
    throw error;
  }
}

function judgeCredentials({ error }: Sight): Verdict {
  return error instanceof CredentialsError
    ? bad(`There are no Application Default Credentials that work: ${error.message}`, SIGN_IN)
    : good('Application Default Credentials are there.');
}

function judgeProject({ answer, error }: Sight, projectId: string): Verdict {
  if (error instanceof ApiError && !answer) {
    const isUnknown = error.status === 404 || (error.status === 403 && !error.isApiOff);
    return isUnknown
      ? bad(error.message, `Is ${projectId} right? Then have its owner let this account see it (roles/browser).`)
      : unanswered(error, projectId);
  }
  return answer?.state === 'ACTIVE'
    ? good(`${projectId} is there.`)
    : bad(`${projectId} is being deleted.`, 'Restore it in the Google Cloud console, or choose another project.');
}

/** @see https://cloud.google.com/billing/docs/reference/rest/v1/projects/getBillingInfo */
async function judgeBilling(projectId: string, world: World): Promise<Verdict> {
  try {
    const path = `/v1/projects/${projectId}/billingInfo`;
    const { billingEnabled } = billing.parse(await ask({ api: 'billing', method: 'GET', path }, world));
    return billingEnabled
      ? good('Billing is on.')
      : bad(
          'The project has no billing account: Cloud Build and Cloud Run refuse to work.',
          `Link one at https://console.cloud.google.com/billing/linkedaccount?project=${projectId}`,
        );
  } catch (error) {
    return unanswered(error, projectId);
  }
}

async function judgePermissions(projectId: string, world: World): Promise<Verdict> {
  try {
    const missing = await missingPermissions(projectId, (request) => ask(request, world));
    return missing.length === 0
      ? good('You may do all that is needed.')
      : bad(
          `You lack ${missing.join(', ')}.`,
          'Have an owner of the project give you roles/owner or roles that hold these, or run setup themselves.',
        );
  } catch (error) {
    return unanswered(error, projectId);
  }
}

async function ask(request: GoogleRequest, { google, pause, tell }: World): Promise<unknown> {
  return await patiently(() => google(request), {
    isWorthAnother: (error) => error instanceof ApiError && error.isPassing && !error.isApiOff,
    pause,
    onWait: (seconds, error) => tell({ kind: 'waiting', title: 'Checks', seconds, why: messageOf(error) }),
  });
}

function unanswered(error: unknown, projectId: string): Verdict {
  if (!(error instanceof ApiError)) throw error;
  // Setup enables these as well, but cannot look before it leaps without them.
  const apis = 'serviceusage.googleapis.com cloudresourcemanager.googleapis.com cloudbilling.googleapis.com';
  return error.isApiOff
    ? bad(error.message, `Run: gcloud services enable ${apis} --project ${projectId}`)
    : bad(error.message, 'Read the message; when that is put right, run setup again.');
}
