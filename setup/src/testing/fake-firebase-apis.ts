import { z } from 'zod';
import { begun, type FakeAnswer, type FakeRequest, notFound, ok, refused, taken } from './fake-answer.ts';

type Handler = (request: FakeRequest) => FakeAnswer;

/** Firebase and Firestore: `HOST METHOD /path`, with `:name` for a part. */
export const FIREBASE_APIS: Readonly<Record<string, Handler>> = {
  'firestore GET /v1/projects/:project/databases/:database': ({ state }) =>
    state.database ? ok(state.database) : notFound(),
  'firestore POST /v1/projects/:project/databases': ({ state, query, body }) => {
    if (state.database) return taken();
    if (query.get('databaseId') !== '(default)') return refused(400, 'A database id.');
    state.database = z.object({ type: z.string(), locationId: z.string() }).parse(body);
    return begun(state, `projects/${state.projectId}/databases/(default)/operations/1`);
  },
  'firebase GET /v1beta1/projects/:project': ({ state }) =>
    state.isFirebase ? ok({ projectId: state.projectId }) : notFound(),
  'firebase POST /v1beta1/projects/:project:addFirebase': ({ state }) => {
    if (state.isFirebase) return taken();
    state.isFirebase = true;
    return begun(state, 'operations/workflows-1');
  },
  'firebase GET /v1beta1/projects/:project/webApps': ({ state }) =>
    state.isFirebase ? ok({ apps: state.webApps.map((displayName) => ({ displayName })) }) : notFound(),
  'firebase POST /v1beta1/projects/:project/webApps': ({ state, body }) => {
    if (!state.isFirebase) return notFound();
    state.webApps.push(String(body['displayName']));
    return begun(state, 'operations/workflows-2');
  },
  'identitytoolkit GET /admin/v2/projects/:project/defaultSupportedIdpConfigs/google.com': ({ state }) =>
    state.googleSignIn ? ok({ enabled: true }) : refused(404, 'CONFIGURATION_NOT_FOUND'),
};
