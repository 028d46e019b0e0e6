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

const repositoryKey = (parts: FakeRequest['parts']) => `${parts['region']}/${parts['repository']}`;
const REPOSITORIES = '/v1/projects/:project/locations/:region/repositories';

/** What lies in the project: `HOST METHOD /path`, with `:name` for a part. */
export const RESOURCE_APIS: Readonly<Record<string, Handler>> = {
  [`artifactregistry GET ${REPOSITORIES}/:repository`]: ({ state, parts }) => {
    const found = state.repositories.get(repositoryKey(parts));
    return found ? ok({ format: found.format }) : notFound();
  },
  [`artifactregistry POST ${REPOSITORIES}`]: ({ state, parts, query, body }) => {
    const repository = query.get('repositoryId') ?? '';
    const key = `${parts['region']}/${repository}`;
    if (state.repositories.has(key)) return taken();
    state.repositories.set(key, { format: String(body['format']), policy: { etag: 'etag-0', bindings: [] } });
    return begun(state, `projects/${state.projectId}/locations/${parts['region']}/operations/1`);
  },
  [`artifactregistry GET ${REPOSITORIES}/:repository:getIamPolicy`]: ({ state, parts, query }) => {
    const found = state.repositories.get(repositoryKey(parts));
    return found ? policyAnswer(found.policy, query.get('options.requestedPolicyVersion')) : notFound();
  },
  [`artifactregistry POST ${REPOSITORIES}/:repository:setIamPolicy`]: ({ state, parts, body }) => {
    const found = state.repositories.get(repositoryKey(parts));
    if (!found) return notFound();
    const answer = replacePolicy(found.policy, readPolicy(body['policy']), { state });
    if (answer.policy) found.policy = answer.policy;
    return answer;
  },
  'storage GET /storage/v1/b/:bucket': ({ state, parts }) => {
    const found = state.buckets.get(parts['bucket'] ?? '');
    if (!found) return notFound();
    if (found.projectNumber !== state.projectNumber) return refused(403, 'keeper does not have storage.buckets.get.');
    return ok({ ...found, policy: undefined, location: found.location.toUpperCase() });
  },
  'storage POST /storage/v1/b': ({ state, body }) => {
    const { name, location, iamConfiguration } = z
      .object({ name: z.string(), location: z.string(), iamConfiguration: z.unknown() })
      .parse(body);
    if (state.buckets.has(name)) return taken();
    const policy = {
      etag: 'etag-0',
      bindings: [{ role: 'roles/storage.legacyBucketOwner', members: ['projectOwner:p'] }],
    };
    state.buckets.set(name, { projectNumber: state.projectNumber, location, iamConfiguration, policy });
    return ok({ name });
  },
  'storage PATCH /storage/v1/b/:bucket': ({ state, parts, body }) => {
    const found = state.buckets.get(parts['bucket'] ?? '');
    if (!found) return notFound();
    found.iamConfiguration = body['iamConfiguration'];
    return ok({});
  },
  'storage GET /storage/v1/b/:bucket/iam': ({ state, parts, query }) => {
    const found = state.buckets.get(parts['bucket'] ?? '');
    return found ? policyAnswer(found.policy, query.get('optionsRequestedPolicyVersion')) : notFound();
  },
  'storage PUT /storage/v1/b/:bucket/iam': ({ state, parts, body }) => {
    const found = state.buckets.get(parts['bucket'] ?? '');
    if (!found) return notFound();
    const answer = replacePolicy(found.policy, readPolicy(body), { state, conflict: 412 });
    if (answer.policy) found.policy = answer.policy;
    return answer;
  },
  'pubsub GET /v1/projects/:project/topics/:topic': ({ state, parts }) =>
    state.topics.has(parts['topic'] ?? '') ? ok({}) : notFound(),
  'pubsub PUT /v1/projects/:project/topics/:topic': ({ state, parts }) => {
    if (state.topics.has(parts['topic'] ?? '')) return taken();
    state.topics.add(parts['topic'] ?? '');
    return ok({});
  },
};
