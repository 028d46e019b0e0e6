// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { type Deployment, deploymentSpec, Failure, type Role } from '@proving-ground/shared';
import { aDeployment, aStep } from '@proving-ground/shared/testing/a-deployment';
import { act } from 'preact/test-utils';
import { Route, Router } from 'preact-iso';
import { describe, expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import type { LiveState } from '../../api/live-state.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import { DeploymentPage } from './deployment-page.tsx';

const BUILD = { buildId: 'b', logBucket: 'b', logObject: 'o', imageByDigest: null, status: 'WORKING' };

function open(state: LiveState<Deployment>, options: { readonly role?: Role; readonly failsWith?: Failure } = {}) {
  const now = signal(state);
  const call = vi.fn(() =>
    options.failsWith ? Promise.reject(options.failsWith) : Promise.resolve({ deploymentId: 'd1', status: 'running' }),
  );
  const stream = vi.fn(
    async (
      _name: string,
      input: { readonly build: string },
      { signal: leaving, onChunk }: Parameters<CallableClient['stream']>[2],
    ) => {
      onChunk({ text: `log of ${input.build}\n`, nextOffsetBytes: 10 });
      await new Promise((_resolve, reject) => leaving.addEventListener('abort', () => reject(new Error('left'))));
    },
  );
  const retry = vi.fn();
  const event = {
    seq: 0,
    at: '2026-03-01T10:00:01.000Z',
    step: 'check',
    level: 'error',
    message: 'Tried again.',
  } as const;
  const api = anApi({
    role: options.role ?? 'operator',
    data: { deployment: () => ({ state: now, retry }), deploymentEvents: () => list(event) },
    callables: {
      call: call as unknown as CallableClient['call'],
      stream: stream as unknown as CallableClient['stream'],
    },
  });
  const page = (
    <Router>
      <Route path="/deployments/:id" component={DeploymentPage} />
      <Route default component={NotFoundPage} />
    </Router>
  );
  const root = show(page, { api, path: '/deployments/d1' });
  const becomes = (deployment: Deployment) =>
    act(() => {
      now.value = { kind: 'ready', value: deployment };
    });
  return { root, call, stream, retry, becomes, ...person(root) };
}

const ready = (deployment: Deployment) => ({ kind: 'ready', value: deployment }) as const;
const running = aDeployment({
  steps: { check: aStep({ status: 'running', fromSecond: 0 }) },
  builds: { backend: BUILD, agent: BUILD },
});
const ended = { endedAt: '2026-03-01T10:05:00.000Z' };
const lived = aDeployment({
  ...ended,
  status: 'live',
  verification: [{ question: 'What do red pandas eat?', answer: 'Bamboo.', ttftMs: 400, totalMs: 1_200 }],
});
const failed = aDeployment({
  ...ended,
  status: 'failed',
  failure: aFailure({ reason: 'BUILD_FAILED', logTail: ['pulling manifest', 'Error: no route'] }),
});

test.each<[string, LiveState<Deployment>]>([
  ['loading', { kind: 'loading' }],
  ['missing', { kind: 'missing' }],
  ['unreadable', { kind: 'failed', failure: aFailure() }],
  ['running', ready(running)],
  ['live', ready(lived)],
  ['failed', ready(failed)],
  ['cancelled', ready(aDeployment({ ...ended, status: 'cancelled' }))],
])('a deployment that is %s is shown accessibly', async (_, state) => {
  await expectAccessible(open(state).root);
});

test('the page follows the record', async () => {
  const { root, becomes } = open(ready(running));
  expect(root.querySelector('[role="status"]')?.textContent).toContain('RunningCheck the project');
  await becomes(lived);
  expect(root.querySelector('[role="status"]')?.textContent).toBe('Livetook 5 min 00 s');
});

test('a live deployment shows its question and leads to the chat with its agent', () => {
  const { root, link } = open(ready(lived));
  expect(root.textContent).toContain('What do red pandas eat?Bamboo.First token 400 msTotal 1.20 s');
  expect(link('Chat').getAttribute('href')).toBe('/chat?agent=europe-west1~production-adk-agent');
});

test('a failed one says why, what to do, and ends with the log; it can be deployed again', () => {
  const { root, link } = open(ready(failed));
  const alert = root.querySelector('[role="alert"]')?.textContent;
  for (const text of ['BUILD_FAILED', 'The backend gave no usable answer.', 'Try again.', 'Error: no route']) {
    expect(alert).toContain(text);
  }
  expect(link('Deploy again with changes').getAttribute('href')).toBe('/deploy?from=d1');
});

test('values of variables may be secret and are not shown', () => {
  const spec = deploymentSpec.parse({ agent: { env: { API_KEY: 'hush' } } });
  const { root } = open(ready(aDeployment({ spec })));
  expect([root.textContent.includes('API_KEY'), root.textContent.includes('hush')]).toEqual([true, false]);
});

describe('the build logs', () => {
  test('are followed one at a time, and leaving one ends its request', async () => {
    const { root, stream, press } = open(ready(running));
    await vi.waitFor(() => expect(root.querySelector('.log')?.textContent).toContain('log of backend'));
    await press('Agent');
    await vi.waitFor(() => expect(root.querySelector('.log')?.textContent).toContain('log of agent'));
    expect(stream.mock.calls.map(([, , { signal: leaving }]) => leaving.aborted)).toEqual([true, false]);
  });

  test('of the build that failed come first', async () => {
    const steps = { buildAgent: aStep({ status: 'failed', fromSecond: 0, toSecond: 3 }) };
    const { root } = open(ready(aDeployment({ ...failed, steps, builds: running.builds })));
    await vi.waitFor(() => expect(root.querySelector('.log')?.textContent).toContain('log of agent'));
  });

  test('of a build that has not begun are not asked for', () => {
    const { root, stream } = open(ready(aDeployment()));
    expect([root.textContent.includes('has not begun yet'), stream.mock.calls]).toEqual([true, []]);
  });
});

describe('cancelling', () => {
  test('asks first, then calls', async () => {
    const { root, call, press } = open(ready(running));
    await press('Cancel deployment');
    expect(call).not.toHaveBeenCalled();
    await expectAccessible(root);
    const dialog = person(root.querySelector('dialog') as HTMLElement);
    await dialog.press('Cancel deployment');
    expect(call).toHaveBeenCalledExactlyOnceWith('cancelDeployment', { deploymentId: 'd1' });
  });

  test('can be thought better of', async () => {
    const { root, call, press } = open(ready(running));
    await press('Cancel deployment');
    await press('Keep going');
    expect([call.mock.calls, root.querySelector('dialog')]).toEqual([[], null]);
  });

  test('that fails says so', async () => {
    const { root, press } = open(ready(running), { failsWith: new Failure(aFailure()) });
    await press('Cancel deployment');
    await person(root.querySelector('dialog') as HTMLElement).press('Cancel deployment');
    await vi.waitFor(() => expect(root.textContent).toContain('Not cancelled'));
  });

  test('that was asked for cannot be asked for again', () => {
    const { button } = open(ready({ ...running, cancelRequested: true }));
    expect(button('Cancelling').disabled).toBe(true);
  });

  test('is not offered to viewers, nor when it has ended', () => {
    expect(open(ready(running), { role: 'viewer' }).root.textContent).not.toContain('Cancel deployment');
    expect(open(ready(lived)).root.textContent).not.toContain('Cancel deployment');
  });
});

test('a listener that failed can be started again', async () => {
  const { retry, press } = open({ kind: 'failed', failure: aFailure() });
  await press('Try again');
  expect(retry).toHaveBeenCalledOnce();
});
