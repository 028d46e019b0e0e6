import type { protos } from '@google-cloud/run';
import { callApi } from '../platform/failure-mapping.ts';
import { ONE_TRY, servicesClient } from './clients.ts';
import { RUN_API, type ServicePlace, serviceResource } from './cloud-run.ts';

type RunPolicy = protos.google.iam.v1.IPolicy;

const INVOKER = 'roles/run.invoker';
const EVERYBODY = 'allUsers';

/** Who may invoke a service, as far as it is ours to say. */
export interface ObservedInvokers {
  readonly hasAccount: boolean;
  /** Anybody, without a token. */
  readonly isPublic: boolean;
}

export async function observeInvokers(place: ServicePlace, account: string): Promise<ObservedInvokers> {
  const members = invokers(await readPolicy(place));
  return { hasAccount: members.includes(`serviceAccount:${account}`), isPublic: members.includes(EVERYBODY) };
}

/** Lets the account invoke the service, opens it to everybody or closes it, and leaves every other binding and member as
 * it is; null: open or closed as before. */
export async function setInvokers(
  place: ServicePlace,
  { account, isPublic }: { readonly account: string; readonly isPublic: boolean | null },
): Promise<void> {
  const client = await servicesClient();
  const policy = await readPolicy(place);
  const others = (policy.bindings ?? []).filter((binding) => binding.role !== INVOKER || binding.condition);
  const before = invokers(policy);
  const kept = isPublic === null ? before : before.filter((member) => member !== EVERYBODY);
  const members = [...new Set([...kept, `serviceAccount:${account}`, ...(isPublic ? [EVERYBODY] : [])])];
  await callApi(RUN_API, () =>
    client.setIamPolicy(
      {
        resource: serviceResource(place),
        policy: { ...policy, bindings: [...others, { role: INVOKER, members }] },
      },
      ONE_TRY,
    ),
  );
}

async function readPolicy(place: ServicePlace): Promise<RunPolicy> {
  const client = await servicesClient();
  // Older versions leave conditions out: writing such a policy back would take them away.
  const request = { resource: serviceResource(place), options: { requestedPolicyVersion: 3 } };
  const [policy] = await callApi(RUN_API, () => client.getIamPolicy(request, ONE_TRY));
  return policy;
}

function invokers(policy: RunPolicy): string[] {
  return (policy.bindings ?? [])
    .filter((binding) => binding.role === INVOKER && !binding.condition)
    .flatMap((binding) => binding.members ?? []);
}
