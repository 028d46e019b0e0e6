// @vitest-environment happy-dom
import { type CallableInput, Failure, loadSpec, type Role } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { describe, expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import type { ConsoleData } from '../../api/console-data.ts';
import type { LoadData } from '../../api/load-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NewLoadTestPage } from './new-load-test-page.tsx';

type Start = CallableInput<'startLoadTest'>;

const PAIR = list(aLiveService('agent'), aLiveService('backend'));
const HOSTILE = '<img src=x onerror="globalThis.hacked = true"><script>globalThis.hacked = true</script>';

function open(
  options: {
    readonly answers?: readonly (string | Failure)[];
    readonly role?: Role;
    readonly path?: string;
    readonly services?: ReturnType<ConsoleData['services']>;
    readonly loads?: Partial<LoadData>;
  } = {},
) {
  const started: Start[] = [];
  const answers = [...(options.answers ?? [])];
  const call = vi.fn(async (_name: string, input: unknown) => {
    started.push(input as Start);
    const answer = answers.shift();
    if (answer instanceof Failure) throw answer;
    return { loadTestId: answer, created: true };
  });
  const api = anApi({
    role: options.role ?? 'operator',
    callables: { call: call as unknown as CallableClient['call'] },
    data: { services: () => options.services ?? PAIR },
    loads: options.loads ?? {},
  });
  const root = show(<NewLoadTestPage />, { api, path: options.path ?? '/load-tests/new' });
  return { root, started, ...person(root) };
}

test('the form is accessible, with an own scenario, other models, errors and warnings too', async () => {
  const { root, choose, type, tick } = open();
  await expectAccessible(root);
  await choose('Scenario', 'own');
  await type('Scenario as JSON', '{}');
  await choose('Shape', 'spike');
  await type('Seed', '-1');
  await tick('ArrivalsRequests come at a rate, however long answers take.');
  expect(root.textContent).toContain('tasks: ');
  await expectAccessible(root);
});

test("one press on the untouched form starts the codelab's test and goes to it", async () => {
  const { started, press } = open({ answers: ['l42'] });
  await press('Start load test');
  await vi.waitFor(() => expect(location.pathname).toBe('/load-tests/l42'));
  expect(started).toEqual([
    {
      idempotencyKey: expect.any(String),
      target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
      note: '',
      spec: loadSpec.parse({}),
    },
  ]);
});

test('what was typed is what is sent', async () => {
  const { started, press, choose, type, tick } = open({ answers: ['l42'] });
  await choose('Scenario', 'streaming-chat');
  await tick('ArrivalsRequests come at a rate, however long answers take.');
  await type('Requests', '3');
  await choose('Arrivals', 'constant');
  await choose('Shape', 'ramp');
  await type('First level', '25');
  await type('Thresholds', 'errorRate<0.01');
  await type('Shards', '2');
  await type('Note', 'nightly');
  await press('Start load test');
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]).toMatchObject({
    note: 'nightly',
    shardCount: 2,
    spec: {
      scenario: 'streaming-chat',
      load: {
        model: 'open',
        requestsPerSecond: 3,
        arrivals: 'constant',
        shape: { kind: 'ramp', fromLevel: 0.25, rampFraction: 1 },
      },
      slo: 'errorRate<0.01',
    },
  });
});

test('a wrong value is told beside its field, and nothing is sent', async () => {
  const { root, started, press, type, field } = open();
  await type('Users', '10001');
  expect([field('Users').getAttribute('aria-invalid'), root.textContent.includes('At most 10000.')]).toEqual([
    'true',
    true,
  ]);
  await press('Start load test');
  expect([started, document.activeElement]).toEqual([[], field('Users')]);
});

test('what is wrong among the advanced fields does not hide', async () => {
  const { root, press, type, field } = open();
  await type('Request timeout', 'long');
  expect(root.querySelector<HTMLDetailsElement>('.form-advanced')?.open).toBe(true);
  await press('Start load test');
  expect(document.activeElement).toBe(field('Request timeout'));
});

test('hostile text in an own scenario stays text', async () => {
  const { root, started, press, choose, type } = open({ answers: ['l42'] });
  await choose('Scenario', 'own');
  await type('Scenario as JSON', `{"name": "${HOSTILE.replaceAll('"', '\\"')}", "tasks": [{"kind": "${HOSTILE}`);
  expect(root.textContent).toContain('That is no JSON.');
  await type('Scenario as JSON', JSON.stringify({ name: HOSTILE, [HOSTILE]: 1, tasks: [] }));
  expect(root.textContent).toContain('Unrecognized key: "<img');
  expect(root.querySelectorAll('img, script')).toHaveLength(0);
  const own = { name: 'mine', tasks: [{ kind: 'ask', prompts: [{ text: HOSTILE }] }] };
  await type('Scenario as JSON', JSON.stringify(own));
  await press('Start load test');
  await vi.waitFor(() => expect(started).toHaveLength(1));
  expect(started[0]?.spec?.scenario).toMatchObject(own);
  expect([Reflect.has(globalThis, 'hacked'), root.querySelectorAll('img, script').length]).toEqual([false, 0]);
});

test('the estimate follows what is typed and warns of what would be measured instead', async () => {
  const { root, type, choose } = open();
  const estimate = () => root.querySelector('.summary-card')?.textContent ?? '';
  const warnings = () => root.querySelector('.form-warnings')?.textContent ?? '';
  expect(estimate()).toContain('$0.04 for this test');
  expect(estimate()).toContain('at most 620');
  expect(warnings()).toContain('Up to 20 questions may be open, the backend takes 7');
  await type('Users', '60');
  expect(warnings()).toContain('Up to 60 requests may be open, the agent takes 50');
  await choose('Scenario', 'health-only');
  expect(warnings()).toContain('No task asks the model (GET /health)');
  await type('Users', 'many');
  expect([estimate().includes('–'), warnings()]).toEqual([true, '']);
});

describe('when starting fails', () => {
  const lost = new Failure(aFailure({ message: 'The backend gave no usable answer.', retryable: true }));

  test('nothing that was typed is lost, and trying again repeats the same wish', async () => {
    const { root, started, press, type, field } = open({ answers: [lost, 'l42'] });
    await type('Users', '7');
    await press('Start load test');
    await vi.waitFor(() => expect(root.textContent).toContain('The load test was not started'));
    expect(field('Users').value).toBe('7');
    await expectAccessible(root);
    await press('Try again');
    await vi.waitFor(() => expect(location.pathname).toBe('/load-tests/l42'));
    expect(started[0]?.idempotencyKey).toBe(started[1]?.idempotencyKey);
  });

  test('other values are another wish', async () => {
    const { root, started, press, type } = open({ answers: [lost, 'l42'] });
    await press('Start load test');
    await vi.waitFor(() => expect(root.textContent).toContain('The load test was not started'));
    await type('Users', '3');
    await press('Try again');
    await vi.waitFor(() => expect(started).toHaveLength(2));
    expect(started[0]?.idempotencyKey).not.toBe(started[1]?.idempotencyKey);
  });

  test('after a refusal the next press is another wish', async () => {
    const refused = new Failure(aFailure({ reason: 'LOAD_TEST_RUNNING', retryable: false }));
    const { root, started, press } = open({ answers: [refused, 'l42'] });
    await press('Start load test');
    await vi.waitFor(() => expect(root.textContent).toContain('LOAD_TEST_RUNNING'));
    await press('Start load test');
    await vi.waitFor(() => expect(started).toHaveLength(2));
    expect(started[0]?.idempotencyKey).not.toBe(started[1]?.idempotencyKey);
  });
});

test('a viewer reads why they may not, and cannot press', () => {
  const { root, button } = open({ role: 'viewer' });
  expect([button('Start load test').disabled, root.textContent.includes('needs the role operator')]).toEqual([
    true,
    true,
  ]);
});

test('while a test runs on the agent there is a link to it, and no second one', () => {
  const record = { region: 'europe-west1', name: 'production-adk-agent', baselineLoadTestId: null };
  const targets = () => list({ ...record, activeLoadTestId: 'l7', activeSearchId: null });
  const { button, link } = open({ loads: { targets } });
  expect([button('Start load test').disabled, link('the running load test').getAttribute('href')]).toEqual([
    true,
    '/load-tests/l7',
  ]);
});

test.each<[string, ReturnType<ConsoleData['services']>]>([
  ['loading', live({ kind: 'loading' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['none', list(aLiveService('agent', { current: null }))],
])('agents that are %s are shown accessibly', async (_, services) => {
  await expectAccessible(open({ services }).root);
});

test('where no agent is live the page leads to Deploy', () => {
  expect(open({ services: list() }).link('Deploy one').getAttribute('href')).toBe('/deploy');
});

describe('with the values of an earlier load test', () => {
  const spec = loadSpec.parse({ load: { model: 'closed', users: 3 }, durationSeconds: 10 });
  const path = '/load-tests/new?from=l1';

  test('the form is filled in with them', async () => {
    const { started, press, link } = open({
      answers: ['l43'],
      path,
      loads: { loadTest: () => ready(aLoadTest({ spec, note: 'n' })) },
    });
    expect(link('an earlier load test').getAttribute('href')).toBe('/load-tests/l1');
    await press('Start load test');
    await vi.waitFor(() => expect(started).toMatchObject([{ spec, note: 'n' }]));
  });

  test('that does not exist, the defaults are there and it is said', () => {
    const { root, button } = open({ path });
    expect([root.textContent.includes('does not exist'), button('Start load test').disabled]).toEqual([true, false]);
  });

  test('that cannot be read, the reason is shown', async () => {
    const { root } = open({ path, loads: { loadTest: () => live({ kind: 'failed', failure: aFailure() }) } });
    expect(root.textContent).toContain('NOT_REACHED');
    await expectAccessible(root);
  });
});
