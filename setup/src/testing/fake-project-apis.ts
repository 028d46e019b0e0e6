import { z } from 'zod';
import { readPolicy } from '../plan/policy.ts';
import {
  begun,
  type FakeAnswer,
  type FakeRequest,
  notFound,
  ok,
  policyAnswer,
  refused,
  replacePolicy,
  taken,
} from './fake-answer.ts';

type Handler = (request: FakeRequest) => FakeAnswer;

const version = (body: FakeRequest['body']) =>
  z.object({ options: z.object({ requestedPolicyVersion: z.number() }) }).safeParse(body).data?.options
    .requestedPolicyVersion;

/** The project itself, its APIs and its accounts: `HOST METHOD /path`, with `:name` for a part. */
export const PROJECT_APIS: Readonly<Record<string, Handler>> = {
  'cloudresourcemanager GET /v3/projects/:project': ({ state }) =>
    ok({ name: `projects/${state.projectNumber}`, projectId: state.projectId, state: state.state }),
  'cloudresourcemanager POST /v3/projects/:project:getIamPolicy': ({ state, body }) =>
    policyAnswer(state.policy, version(body)),
  'cloudresourcemanager POST /v3/projects/:project:setIamPolicy': ({ state, body }) => {
    const answer = replacePolicy(state.policy, readPolicy(body['policy']), { state });
    if (answer.policy) state.policy = answer.policy;
    return answer;
  },
  'cloudresourcemanager POST /v3/projects/:project:testIamPermissions': ({ state, body }) => {
    const { permissions } = z.object({ permissions: z.array(z.string()) }).parse(body);
    return ok({ permissions: permissions.filter((permission) => !state.lacking.has(permission)) });
  },
  'cloudbilling GET /v1/projects/:project/billingInfo': ({ state }) => ok({ billingEnabled: state.billingEnabled }),
  'serviceusage GET /v1/projects/:project/services:batchGet': ({ state, query }) => {
    const names = query.getAll('names');
    if (names.length > 30) return refused(400, 'At most 30 services.');
    return ok({
      services: names.map((name) => ({
        name,
        state: state.services.has(name.split('/').at(-1) ?? '') ? 'ENABLED' : 'DISABLED',
      })),
    });
  },
  'serviceusage POST /v1/projects/:project/services:batchEnable': ({ state, body }) => {
    const { serviceIds } = z.object({ serviceIds: z.array(z.string()) }).parse(body);
    if (serviceIds.length > 20) return refused(400, 'At most 20 services.');
    for (const id of serviceIds) state.services.add(id);
    return begun(state, `operations/acat.p2-${state.projectNumber}-${state.services.size}`);
  },
  'iam GET /v1/projects/:project/serviceAccounts/:email': ({ state, parts }) => {
    const account = state.accounts.get(parts['email'] ?? '');
    return account ? ok({ email: account.email, disabled: account.disabled }) : notFound();
  },
  'iam POST /v1/projects/:project/serviceAccounts': ({ state, body }) => {
    const { accountId } = z.object({ accountId: z.string() }).parse(body);
    const email = `${accountId}@${state.projectId}.iam.gserviceaccount.com`;
    if (state.accounts.has(email)) return taken();
    state.accounts.set(email, { email, disabled: false, policy: { etag: 'etag-0', bindings: [] } });
    return ok({ email });
  },
  'iam POST /v1/projects/:project/serviceAccounts/:email:getIamPolicy': ({ state, parts, query }) => {
    const account = state.accounts.get(parts['email'] ?? '');
    return account ? policyAnswer(account.policy, query.get('options.requestedPolicyVersion')) : notFound();
  },
  'iam POST /v1/projects/:project/serviceAccounts/:email:setIamPolicy': ({ state, parts, body }) => {
    const account = state.accounts.get(parts['email'] ?? '');
    if (!account) return notFound();
    const answer = replacePolicy(account.policy, readPolicy(body['policy']), { state });
    if (answer.policy) account.policy = answer.policy;
    return answer;
  },
};
