import { z } from 'zod';
import { needsRole, type Step } from './step.ts';
import { ACCOUNT_NAMES, ACCOUNTS, type Account, accountEmail, type Target } from './target.ts';

const account = z.object({ disabled: z.boolean().default(false) });

/** The four service accounts, without any role yet.
 * @see https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create */
export function accountSteps(target: Target): Step[] {
  return ACCOUNT_NAMES.map((name) => accountStep(name, target));
}

function accountStep(name: Account, target: Target): Step {
  const email = accountEmail(name, target);
  const path = `/v1/projects/${target.projectId}/serviceAccounts`;
  return {
    id: `account-${name}`,
    title: `Service account proving-ground-${name}`,
    look: { kind: 'request', request: { api: 'iam', method: 'GET', path: `${path}/${email}` } },
    decide: (seen) => {
      if (seen !== null) {
        return account.parse(seen).disabled
          ? {
              kind: 'blocked',
              detail: `${email} is disabled`,
              fix: 'Enable it under IAM, Service accounts in the Google Cloud console, then run setup again.',
            }
          : { kind: 'there', detail: email };
      }
      const serviceAccount = {
        displayName: `Proving Ground: ${name}`,
        description: `Runs ${ACCOUNTS[name]} of Proving Ground; made by its setup.`,
      };
      return {
        kind: 'change',
        detail: `${email}, for ${ACCOUNTS[name]}`,
        change: {
          kind: 'request',
          request: {
            api: 'iam',
            method: 'POST',
            path,
            body: { accountId: `proving-ground-${name}`, serviceAccount },
          },
        },
      };
    },
    fixWhenRefused: needsRole('roles/iam.serviceAccountAdmin'),
  };
}
