// @vitest-environment happy-dom
import { type CallableInput, deploymentSpec, Failure, type Role } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { describe, expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import type { ConsoleData } from '../../api/console-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { DeployPage } from './deploy-page.tsx';

type Start = CallableInput<'startDeployment'>;

function open(options: {
  readonly answers?: readonly (string | Failure)[];
  readonly role?: Role;
  readonly path?: string;
  readonly data?: Partial<ConsoleData>;
}) {
  const started: Start[] = [];
  const answers = [...(options.answers ?? [])];
  const call = vi.fn(async (_name: string, input: unknown) => {
    started.push(input as Start);
    const answer = answers.shift();
    if (answer instanceof Failure) throw answer;
    return { deploymentId: answer, created: true };
  });
  const api = anApi({
    role: options.role ?? 'operator',
    callables: { call: call as unknown as CallableClient['call'] },
    data: options.data ?? {},
  });
  const root = show(<DeployPage />, { api, path: options.path ?? '/deploy' });
  return { root, started, ...person(root) };
}

test('the form is accessible, with rows and errors too', async () => {
  const { root, press, type } = open({});
  await expectAccessible(root);
  await press('Add variable');
  await type('name of variable 1', 'PORT');
  await type('Memory', '99');
  expect(root.textContent).toContain('reserved by Cloud Run');
  await expectAccessible(root);
});

test('one press on the untouched form starts the default deployment and goes to it', async () => {
  const { started, press } = open({ answers: ['d42'] });
  await press('Deploy');
  await vi.waitFor(() => expect(location.pathname).toBe('/deployments/d42'));
  expect(started.map(({ spec }) => spec)).toEqual([deploymentSpec.parse({})]);
});

test('a wrong value is told beside its field, and nothing is sent', async () => {
  const { root, started, press, type, field } = open({});
  await type('Memory', '15');
  expect(field('Memory').getAttribute('aria-invalid')).toBe('true');
  expect(root.textContent).toContain('An NVIDIA L4 needs at least 16 GiB of memory.');
  await press('Deploy');
  expect([started, document.activeElement]).toEqual([[], field('Memory')]);
});

describe('when starting fails', () => {
  const lost = new Failure(aFailure({ message: 'The backend gave no usable answer.', retryable: true }));

  test('the message and the next step are shown, and trying again repeats the same wish', async () => {
    const { root, started, press } = open({ answers: [lost, 'd42'] });
    await press('Deploy');
    await vi.waitFor(() => expect(root.textContent).toContain('The backend gave no usable answer.Try again.'));
    await expectAccessible(root);
    await press('Try again');
    await vi.waitFor(() => expect(location.pathname).toBe('/deployments/d42'));
    expect(started[0]?.idempotencyKey).toBe(started[1]?.idempotencyKey);
  });

  test('other values are another wish', async () => {
    const { root, started, press, type } = open({ answers: [lost, 'd42'] });
    await press('Deploy');
    await vi.waitFor(() => expect(root.textContent).toContain('The deployment was not started'));
    await type('Parallel requests', '3');
    await press('Try again');
    await vi.waitFor(() => expect(started).toHaveLength(2));
    expect(started[0]?.idempotencyKey).not.toBe(started[1]?.idempotencyKey);
  });

  test('after a refusal the next press is another wish', async () => {
    const refused = new Failure(aFailure({ reason: 'DEPLOYMENT_IN_PROGRESS', retryable: false }));
    const { root, started, press } = open({ answers: [refused, 'd42'] });
    await press('Deploy');
    await vi.waitFor(() => expect(root.textContent).toContain('DEPLOYMENT_IN_PROGRESS'));
    await press('Deploy');
    await vi.waitFor(() => expect(started).toHaveLength(2));
    expect(started[0]?.idempotencyKey).not.toBe(started[1]?.idempotencyKey);
  });
});

test('a viewer reads why they may not, and cannot press', () => {
  const { root, button } = open({ role: 'viewer' });
  expect([button('Deploy').disabled, root.textContent.includes('needs the role operator')]).toEqual([true, true]);
});

describe('with the values of an earlier deployment', () => {
  const spec = deploymentSpec.parse({ model: 'gemma3:1b', agent: { env: { TONE: 'dry' } } });

  test('the form is filled in with them', async () => {
    const { started, press } = open({
      answers: ['d43'],
      path: '/deploy?from=d1',
      data: { deployment: () => ready(aDeployment({ spec })) },
    });
    await press('Deploy');
    await vi.waitFor(() => expect(started.map((start) => start.spec)).toEqual([spec]));
  });

  test('that does not exist, the defaults are there and it is said', () => {
    const { root, button } = open({ path: '/deploy?from=nope' });
    expect([root.textContent.includes('does not exist'), button('Deploy').disabled]).toEqual([true, false]);
  });

  test('that cannot be read, the reason is shown', async () => {
    const deployment = () => live<never>({ kind: 'failed', failure: aFailure() });
    const { root } = open({ path: '/deploy?from=d1', data: { deployment } });
    expect(root.textContent).toContain('NOT_REACHED');
    await expectAccessible(root);
  });
});
