import {
  type CallableInput,
  type Deployment,
  deploymentSpec,
  Failure,
  type PreflightReport,
  type Role,
} from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { vi } from 'vitest';
import type { ConsoleData } from '../api/console-data.ts';
import { DeployPage } from '../pages/deploy/deploy-page.tsx';
import { anApi, list, ready } from './an-api.ts';
import { person } from './person.ts';
import { show } from './show.tsx';

/** What is live: other sizes, variables and names than the form begins with. */
export const LIVE = deploymentSpec.parse({
  model: 'gemma3:1b',
  backend: { serviceName: 'live-ollama', maxInstances: 2, env: { KEEP: 'warm' } },
  agent: { env: { ZOO: '1' }, isPublic: true, maxInstances: 3 },
});

/** The page as an operator sees it; with `isLive`, the earlier deployment serves under the default names. */
export function openDeployPage(
  options: {
    readonly isLive?: boolean;
    readonly path?: string;
    readonly preflight?: PreflightReport | Failure;
    readonly earlier?: Partial<Deployment>;
    readonly data?: Partial<ConsoleData>;
    readonly role?: Role;
  } = {},
) {
  const call = vi.fn(async (name: string, _input: unknown) => {
    if (name === 'startRelease') return { releaseId: 'r42', created: true, deployments: [] };
    if (name !== 'preflight') return { deploymentId: 'd42', created: true };
    if (options.preflight instanceof Failure) throw options.preflight;
    return options.preflight;
  });
  const earlier = aDeployment({ status: 'live', spec: LIVE, ...options.earlier });
  const api = anApi({
    role: options.role ?? 'operator',
    data: {
      services: () => list(...(options.isLive ? [aLiveService('agent')] : [])),
      deployment: () => ready(earlier),
      ...options.data,
    },
    callables: { call: call as never },
  });
  const root = show(<DeployPage />, { api, path: options.path ?? '/deploy' });
  const started = () =>
    call.mock.calls.flatMap(([name, input]) =>
      name === 'startDeployment' ? [(input as CallableInput<'startDeployment'>).spec] : [],
    );
  const scope = (value: string) => root.querySelector<HTMLInputElement>(`input[value="${value}"]`);
  const section = (title: string) =>
    [...root.querySelectorAll('section')].find((part) => part.querySelector('h2')?.textContent === title);
  return { root, call, started, scope, section, ...person(root) };
}
