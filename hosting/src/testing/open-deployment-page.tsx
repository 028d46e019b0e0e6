import type { Deployment, Failure, LiveService, Role } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { Route, Router } from 'preact-iso';
import { vi } from 'vitest';
import { DeploymentPage } from '../pages/deployment/deployment-page.tsx';
import { NotFoundPage } from '../pages/not-found/not-found-page.tsx';
import { anApi, list, live, ready } from './an-api.ts';
import { person } from './person.ts';
import { show } from './show.tsx';

export const REVISION = {
  revision: 'production-adk-agent-d1',
  url: 'https://a.example.com',
  tagUrl: 'https://rd1---a.example.com',
};
/** A pair of the default names that is live. */
export const aLivePair = (part: Partial<Deployment> = {}) =>
  aDeployment({
    status: 'live',
    endedAt: '2026-03-01T10:05:00.000Z',
    revisions: { backend: null, agent: REVISION },
    ...part,
  });
/** Who has the traffic of its agent. */
export const serving = (revision: string) => aLiveService('agent', { current: { revision } });

/** The page of `d1`, or of whatever has that id. */
export function openDeploymentPage(
  deployment: Deployment,
  options: {
    readonly role?: Role;
    readonly services?: readonly LiveService[];
    readonly failsWith?: Failure;
    readonly path?: string;
    /** What else there is, newest first. */
    readonly others?: readonly Deployment[];
  } = {},
) {
  const { others = [] } = options;
  const call = vi.fn(async () => {
    if (options.failsWith) throw options.failsWith;
    return { deploymentId: 'd2', created: true };
  });
  const api = anApi({
    role: options.role ?? 'owner',
    data: {
      deployment: (id) => {
        const found = [deployment, ...others].find((one) => one.id === id);
        return found ? ready(found) : live({ kind: 'missing' });
      },
      services: () => list(...(options.services ?? [])),
      newestDeployments: () => list(...others),
    },
    callables: { call: call as never },
  });
  const page = (
    <Router>
      <Route path="/deployments/:id" component={DeploymentPage} />
      <Route default component={NotFoundPage} />
    </Router>
  );
  const root = show(page, { api, path: options.path ?? '/deployments/d1' });
  const buttons = () => [...root.querySelectorAll('button')].map(({ textContent }) => textContent);
  return { root, call, buttons, ...person(root) };
}
