// @vitest-environment happy-dom
import { deploymentSpec, type Role } from '@proving-ground/shared';
import { aDeployment, aStep } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { describe, expect, test, vi } from 'vitest';
import type { AlertData } from '../../api/alert-data.ts';
import type { ConsoleData } from '../../api/console-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { OverviewPage } from './overview-page.tsx';

function open(services: ReturnType<ConsoleData['services']>, data: Partial<ConsoleData> = {}, role: Role = 'operator') {
  const root = show(<OverviewPage />, { api: anApi({ role, data: { services: () => services, ...data } }) });
  return { root, ...person(root) };
}

const deploying = list(
  aLiveService('backend', { activeDeploymentId: 'd2' }),
  aLiveService('agent', { activeDeploymentId: 'd2' }),
);

test.each([
  ['loading', live<never>({ kind: 'loading' })],
  ['unreadable', live<never>({ kind: 'failed', failure: aFailure() })],
  ['none', list<never>()],
  ['running', list(aLiveService('backend'), aLiveService('agent'))],
  ['being replaced', deploying],
])('the page is accessible when the services are: %s', async (_, services) => {
  await expectAccessible(open(services).root);
});

test('where nothing runs the page leads to Deploy', () => {
  const { root, link } = open(list());
  expect(root.textContent).toContain('Nothing runs yet');
  expect(link('Deploy the first agent').getAttribute('href')).toBe('/deploy');
});

test('a running pair tells what, where, how big, what it costs, and leads on', () => {
  const { root, link } = open(list(aLiveService('backend'), aLiveService('agent')));
  for (const text of [
    'Gemma 3 270M',
    'europe-west1',
    'ollama-gemma3-270m-gpu-d1',
    'production-adk-agent.example.com',
    '8 CPU · 16 GiB · 1 × NVIDIA L4',
    '$1.51 an hour at work',
    '$0.21 an hour while it answers',
    '$0.00 while nobody asks',
  ]) {
    expect(root.textContent).toContain(text);
  }
  expect(link('Chat').getAttribute('href')).toBe('/chat?agent=europe-west1~production-adk-agent');
  expect(link('deployment d1').getAttribute('href')).toBe('/deployments/d1');
  expect(link('Deploy again with changes').getAttribute('href')).toBe('/deploy?from=d1');
});

test('a deployment at work is shown with how far it is', () => {
  const deployment = aDeployment({
    id: 'd2',
    spec: deploymentSpec.parse({ model: 'gemma3:4b' }),
    steps: { check: aStep({ status: 'done' }), buildAgent: aStep({ status: 'running', fromSecond: 1 }) },
  });
  const { root } = open(deploying, { deployment: () => ready(deployment) });
  expect(root.querySelector('a[href="/deployments/d2"]')?.textContent).toBe(
    'DeployingGemma 3 4B in europe-west1Build the agent',
  );
  expect(root.querySelector('progress')?.value).toBe(1);
});

test.each([
  ['switch', 'Moving traffic'],
  ['delete', 'Deleting'],
] as const)('what is at work is named: %s', (kind, text) => {
  const { root } = open(deploying, { deployment: () => ready(aDeployment({ id: 'd2', kind })) });
  expect(root.querySelector('a[href="/deployments/d2"]')?.textContent).toContain(text);
});

describe('with releases around', () => {
  const pair = list(aLiveService('backend'), aLiveService('agent'));
  const released = (id: string, status: 'live' | 'held') =>
    aDeployment({
      id,
      status,
      revisions: { backend: null, agent: { revision: `production-adk-agent-${id}`, url: null, tagUrl: null } },
    });

  test('a pair with an earlier release leads to what can be brought back', async () => {
    const { root, link } = open(pair, {
      newestDeployments: () => list(released('d1', 'live'), released('d0', 'live')),
    });
    expect(link('Roll back').getAttribute('href')).toBe('/deployments?status=live');
    await expectAccessible(root);
  });

  test('a pair that is the first has nothing to roll back to', () => {
    const { root } = open(pair, { newestDeployments: () => list(released('d1', 'live')) });
    expect(root.textContent).not.toContain('Roll back');
  });

  test('those who only look are offered neither', () => {
    const newestDeployments = () => list(released('d1', 'live'), released('d0', 'live'));
    const { root } = open(pair, { newestDeployments }, 'viewer');
    expect(root.textContent).not.toMatch(/Roll back|Deploy again/);
  });

  test('a held pair is told, and leads to its promotion', async () => {
    const { root, link } = open(pair, { newestDeployments: () => list(released('d2', 'held')) });
    expect(root.textContent).toContain('is verified and held before traffic');
    expect(link('Look at it and promote it').getAttribute('href')).toBe('/deployments/d2');
    await expectAccessible(root);
  });

  test('a held pair is told where nothing serves yet', () => {
    const { root } = open(list(), { newestDeployments: () => list(released('d2', 'held')) });
    expect([root.textContent.includes('held before traffic'), root.textContent.includes('Nothing runs yet')]).toEqual([
      true,
      false,
    ]);
  });

  test('a history that cannot be read is said, and the pair is shown', () => {
    const newestDeployments = () => live<never>({ kind: 'failed', failure: aFailure() });
    const { root } = open(pair, { newestDeployments });
    expect(root.textContent).toContain('Held pairs and earlier releases are not known now.');
    expect(root.textContent).toContain('Gemma 3 270M');
  });
});

describe('open alerts', () => {
  const incident = {
    id: '7',
    kind: 'latency',
    region: 'europe-west1',
    service: 'production-adk-agent',
    deploymentId: 'd1',
    title: 'production-adk-agent in europe-west1: slow answers',
    state: 'open',
    openedAt: '2026-03-01T12:00:00.000Z',
    closedAt: null,
  } as const;
  const withAlerts = (openIncidents: ReturnType<AlertData['openIncidents']>) => {
    const data = { services: () => list(aLiveService('backend'), aLiveService('agent')) };
    const root = show(<OverviewPage />, { api: anApi({ data, alerts: { openIncidents: () => openIncidents } }) });
    return { root, ...person(root) };
  };

  test('stand first and lead to the release', async () => {
    const { root, link } = withAlerts(list(incident));
    expect(root.querySelector('h2')?.textContent).toBe('Open alerts');
    expect(link(incident.title).getAttribute('href')).toBe('/deployments/d1');
    await expectAccessible(root);
  });

  test('take no room where there are none, and are said to be unknown where they cannot be read', () => {
    expect(withAlerts(list()).root.textContent).not.toContain('Open alerts');
    const unread = withAlerts(live<never>({ kind: 'failed', failure: aFailure() }));
    expect(unread.root.textContent).toContain('Whether alerts are open is not known now.');
  });
});

test('a record of another version is named and does not hide the others', () => {
  const services = ready({ items: [aLiveService('agent')], unreadableIds: ['europe-west1~odd'] });
  const { root } = open(services);
  expect([root.textContent.includes('europe-west1~odd'), root.textContent.includes('Gemma 3 270M')]).toEqual([
    true,
    true,
  ]);
});

test('a failure can be tried again', async () => {
  const retry = vi.fn();
  const { press } = open({ ...live<never>({ kind: 'failed', failure: aFailure() }), retry });
  await press('Try again');
  expect(retry).toHaveBeenCalledOnce();
});
