// @vitest-environment happy-dom
import { type CallableName, capacitySpec } from '@proving-ground/shared';
import { aCapacitySearch } from '@proving-ground/shared/testing/a-capacity-search';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import { anApi, list, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NewCapacityPage } from './new-capacity-page.tsx';

const services = () => list(aLiveService('agent'), aLiveService('backend'));
const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' };

function open(part: Parameters<typeof anApi>[0] = {}, path = '/capacity/new') {
  const calls: (readonly [CallableName, unknown])[] = [];
  const call = vi.fn((name: CallableName, input: unknown) => {
    calls.push([name, input]);
    return Promise.resolve({ searchId: 's9', created: true });
  });
  const api = anApi({ data: { services }, callables: { call: call as unknown as CallableClient['call'] }, ...part });
  const root = show(<NewCapacityPage />, { api, path });
  return { root, calls, ...person(root) };
}

test('the form is accessible, with errors and without a target too', async () => {
  const { root, type } = open();
  await expectAccessible(root);
  await type('Thresholds', 'avgMs<5');
  await type('Most steps', 'many');
  expect(root.textContent).toContain('avgMs cannot be judged with confidence');
  await expectAccessible(root);
  await expectAccessible(open({ data: { services: () => list() } }).root);
});

test('the estimate comes before the start, and what is typed is what is sent', async () => {
  const { root, calls, type, tick, press } = open();
  expect(root.querySelector('.summary-card')?.textContent).toMatch(/\$\d.*steps.*At most/);
  await type('Thresholds', 'p95Ms<1500');
  await type('Begin with', '3');
  await type('Precision', '5');
  await tick('Users at the same timeEach waits for an answer, reads it, and asks the next question.');
  await press('Find capacity');
  const spec = capacitySpec.parse({ mode: 'users', slo: 'p95Ms<1500', startAt: 3, precision: 0.05 });
  expect(calls).toEqual([['startCapacitySearch', { idempotencyKey: expect.any(String), target: TARGET, spec }]]);
});

test('while something is at work on the agent there is a link to it, and no start', () => {
  const held = { region: 'europe-west1', name: 'production-adk-agent', baselineLoadTestId: null };
  const targets = () => list({ ...held, activeLoadTestId: 'l7', activeSearchId: 's7' });
  const { button, link } = open({ loads: { targets } });
  expect(link('the running capacity search').getAttribute('href')).toBe('/capacity/s7');
  expect(button('Find capacity').disabled).toBe(true);
});

test('an earlier search fills it in', () => {
  const earlier = aCapacitySearch({ spec: capacitySpec.parse({ slo: 'p99Ms<900', startAt: 7 }) });
  const { root, field } = open({ capacity: { search: () => ready(earlier) } }, '/capacity/new?from=s1');
  expect([field('Thresholds').value, field('Begin with').value]).toEqual(['p99Ms<900', '7']);
  expect(root.textContent).toContain('an earlier search');
});

test('a viewer reads why they may not start one', () => {
  const { root, button } = open({ role: 'viewer' });
  expect([button('Find capacity').disabled, root.textContent.includes('needs the role operator')]).toEqual([
    true,
    true,
  ]);
});
