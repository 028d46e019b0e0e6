import type { FakeAnswer, FakeRequest } from './fake-answer.ts';
import { notFound, ok, refused } from './fake-answer.ts';
import { FIREBASE_APIS } from './fake-firebase-apis.ts';
import { PROJECT_APIS } from './fake-project-apis.ts';
import { RESOURCE_APIS } from './fake-resource-apis.ts';
import type { FakeState } from './fake-state.ts';

const ROUTES = Object.entries({ ...PROJECT_APIS, ...RESOURCE_APIS, ...FIREBASE_APIS }).map(([route, handle]) => {
  const [host = '', method = '', path = ''] = route.split(' ');
  // A part ends at a slash, and at the colon of a custom method.
  const pattern = path.replaceAll('.', String.raw`\.`).replaceAll(/\/:(\w+)/g, '/(?<$1>[^/:]+)');
  return { host, method, pattern: new RegExp(`^${pattern}$`), handle };
});

/** The answer of the API at `HOST.googleapis.com`. */
export function routeFake(
  state: FakeState,
  {
    host,
    method,
    url,
    body,
  }: { readonly host: string; readonly method: string; readonly url: URL; readonly body: string },
): FakeAnswer {
  const api = host.replace('.googleapis.com', '');
  if (!state.services.has(host)) return refused(403, `${host} has not been used before or is off.`, 'SERVICE_DISABLED');
  const name = /^\/v1(?:beta1)?\/(.*operations\/.*)$/.exec(url.pathname)?.[1];
  if (name && method === 'GET') return operationAnswer(state, decodeURIComponent(name));
  for (const route of ROUTES) {
    const match = route.host === api && route.method === method ? route.pattern.exec(url.pathname) : null;
    if (!match) continue;
    const parts = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([key, part]) => [key, decodeURIComponent(part)]),
    );
    const project = parts['project'] ?? url.searchParams.get('project') ?? state.projectId;
    if (project !== state.projectId) return refused(403, `Permission denied on ${project} (or it may not exist).`);
    const json = JSON.parse(body || '{}') as FakeRequest['body'];
    return route.handle({ state, parts, query: url.searchParams, body: json });
  }
  return notFound();
}

function operationAnswer(state: FakeState, name: string): FakeAnswer {
  const left = state.operations.get(name);
  if (left === undefined) return notFound();
  state.operations.set(name, left - 1);
  return ok(left > 0 ? { name } : { name, done: true, response: {} });
}
