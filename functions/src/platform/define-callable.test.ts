import {
  ACTS,
  CALLABLES,
  type CallableName,
  Failure,
  failureRecord,
  ROLES,
  type Role,
  roleIncludes,
} from '@proving-ground/shared';
import type { CallableRequest as FirebaseRequest } from 'firebase-functions/https';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cloudActLog } from '../audit/act-log.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { type Call, defineCallable } from './define-callable.ts';
import type { Caller } from './identify-caller.ts';
import { cloudLog } from './log.ts';

/** Every act that was put on record, and how it ended. */
const acts: string[] = [];
beforeEach(() => {
  acts.length = 0;
  vi.spyOn(cloudActLog, 'begin').mockImplementation(async (name) => {
    if (!ACTS[name]) return null;
    acts.push(`${name} begun`);
    return async (how) => void acts.push(`${name} ${how instanceof Failure ? how.record.reason : how}`);
  });
  vi.spyOn(cloudLog, 'info').mockReturnValue(undefined);
  vi.spyOn(cloudLog, 'error').mockReturnValue(undefined);
});
afterEach(() => void vi.restoreAllMocks());

/** One request that each callable takes. */
const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' };
const CHAT = '6f1f7c1e-6a55-4e0b-9a9b-0c8f0e3f1a11';
const PROFILE = {
  name: 'Gem',
  description: 'A guide.',
  persona: 'You are Gem.',
  questions: [],
  checks: [{ question: 'Q?' }],
};
const GOOD: Readonly<Record<CallableName, unknown>> = {
  startDeployment: { idempotencyKey: 'key-12345', spec: {} },
  cancelDeployment: { deploymentId: 'abc' },
  followBuildLog: { deploymentId: 'abc', build: 'agent' },
  ask: { chatId: CHAT, askId: CHAT, parent: null, question: 'Hello!', target: TARGET },
  stopAnswer: { chatId: CHAT, turn: 0 },
  renameChat: { chatId: CHAT, title: 'Pandas' },
  deleteChat: { chatId: CHAT },
  restoreChat: { chatId: CHAT },
  rateAnswer: { chatId: CHAT, turn: 0, feedback: { thumb: 'up' } },
  rollback: { idempotencyKey: 'key-12345', deploymentId: 'abc' },
  promote: { idempotencyKey: 'key-12345', deploymentId: 'abc' },
  deleteDeployment: { idempotencyKey: 'key-12345', deploymentId: 'abc' },
  startRelease: { idempotencyKey: 'key-12345', regions: ['europe-west1', 'us-east4'], spec: {} },
  rollbackRelease: { idempotencyKey: 'key-12345', releaseId: 'abc' },
  setGpuPrice: { gpuType: 'nvidia-rtx-pro-6000', gpuUsdPerHour: 3 },
  takeInventory: {},
  preflight: { spec: {} },
  saveAgentVersion: { agentServiceName: 'production-adk-agent', latestVersion: 0, profile: PROFILE },
  setSpendingCap: { dailyGpuCapUsd: 20 },
  setAlerts: { settings: {} },
  testNotification: { idempotencyKey: 'key-12345' },
  startLoadTest: { idempotencyKey: 'key-12345', target: TARGET },
  stopLoadTest: { loadTestId: 'abc' },
  setLoadBaseline: { target: TARGET, loadTestId: null },
  saveLoadSchedule: { idempotencyKey: 'key-12345', plan: { name: 'n', cron: '0 6 * * *', target: TARGET } },
  deleteLoadSchedule: { scheduleId: 'abc' },
  startCapacitySearch: { idempotencyKey: 'key-12345', target: TARGET },
  stopCapacitySearch: { searchId: 'abc' },
  claimRole: {},
};
const NAMES = Object.keys(GOOD) as CallableName[];
const SIGNED_OUT = 'anonymous';
const WITHOUT_ROLE = 'no role';
const CALLERS = [SIGNED_OUT, WITHOUT_ROLE, ...ROLES] as const;

/** What Firebase hands over, as far as it is read. */
function incoming(data: unknown, who: string, token: object = {}): FirebaseRequest<unknown> {
  const role = ROLES.includes(who as Role) ? { role: who } : {};
  const auth = { uid: 'uid-1', token: { email: 'me@example.com', email_verified: true, ...role, ...token } };
  return { data, ...(who === SIGNED_OUT ? {} : { auth }) } as FirebaseRequest<unknown>;
}

/** The callable under test, and the calls that came through to its handler. */
function callable<N extends CallableName>(name: N, answer: unknown = {}) {
  const calls: Call<N>[] = [];
  const defined = defineCallable(name, {}, async (call) => {
    calls.push(call);
    if (answer instanceof Error) throw answer;
    return answer as Awaited<ReturnType<Parameters<typeof defineCallable<N>>[2]>>;
  });
  const run = async (data: unknown, who = 'owner', token?: object) => await defined.run(incoming(data, who, token));
  return { calls, run };
}

describe('who may call', () => {
  const table = NAMES.flatMap((name) => CALLERS.map((who) => [name, who] as const));

  test.each(table)('%s by %s', async (name, who) => {
    const needed = CALLABLES[name].role;
    const held = ROLES.find((role) => role === who) ?? null;
    const isAllowed = who !== SIGNED_OUT && (needed === null || roleIncludes(held, needed));
    const { run, calls } = callable(name);
    const outcome = await run(GOOD[name], who).then(
      () => 'ok',
      (error: { code: string }) => error.code,
    );
    const refusal = who === SIGNED_OUT ? 'unauthenticated' : 'permission-denied';
    expect(outcome).toBe(isAllowed ? 'ok' : refusal);
    expect(calls).toHaveLength(isAllowed ? 1 : 0);
  });

  test('the least roles are as documented', () => {
    expect(Object.fromEntries(NAMES.map((name) => [name, CALLABLES[name].role]))).toEqual({
      startDeployment: 'operator',
      startRelease: 'operator',
      rollbackRelease: 'operator',
      setGpuPrice: 'owner',
      cancelDeployment: 'operator',
      rollback: 'operator',
      promote: 'operator',
      deleteDeployment: 'owner',
      takeInventory: 'viewer',
      preflight: 'operator',
      saveAgentVersion: 'operator',
      setSpendingCap: 'owner',
      setAlerts: 'owner',
      testNotification: 'owner',
      startCapacitySearch: 'operator',
      stopCapacitySearch: 'operator',
      startLoadTest: 'operator',
      stopLoadTest: 'operator',
      setLoadBaseline: 'operator',
      saveLoadSchedule: 'operator',
      deleteLoadSchedule: 'operator',
      followBuildLog: 'viewer',
      ask: 'viewer',
      stopAnswer: 'viewer',
      renameChat: 'viewer',
      deleteChat: 'viewer',
      restoreChat: 'viewer',
      rateAnswer: 'viewer',
      claimRole: null,
    });
  });

  test('a role that is none of ours is no role', async () => {
    const { run } = callable('ask');
    await expect(run(GOOD.ask, WITHOUT_ROLE, { role: 'admin' })).rejects.toMatchObject({ code: 'permission-denied' });
    await expect(run(GOOD.ask, WITHOUT_ROLE, { role: ['owner'] })).rejects.toMatchObject({
      code: 'permission-denied',
    });
  });

  test('somebody without the role learns nothing of what is wrong with the request', async () => {
    await expect(callable('startDeployment').run({ nonsense: true }, 'viewer')).rejects.toMatchObject({
      code: 'permission-denied',
      details: { reason: 'ROLE_MISSING', message: expect.stringContaining('you have the role viewer') },
    });
  });

  test('the handler knows the caller from the token alone', async () => {
    const { run, calls } = callable('claimRole');
    await run({}, 'viewer', { email_verified: 'true' });
    expect(calls[0]?.caller).toEqual({
      uid: 'uid-1',
      email: 'me@example.com',
      emailVerified: false,
      role: 'viewer',
    } satisfies Caller);
    await run({}, WITHOUT_ROLE, { email: undefined });
    expect(calls[1]?.caller).toMatchObject({ email: null, role: null });
  });
});

describe('what may be asked', () => {
  test.each(NAMES)('%s refuses a field it does not know, by name', async (name) => {
    const { run, calls } = callable(name);
    await expect(run({ ...(GOOD[name] as object), surprise: 1 })).rejects.toMatchObject({
      code: 'invalid-argument',
      details: { reason: 'INVALID_REQUEST', message: expect.stringContaining('surprise') },
    });
    expect(calls).toEqual([]);
  });

  test.each(NAMES)('%s takes no text, list or number for a request', async (name) => {
    for (const data of ['text', [1], 7, true]) {
      await expect(callable(name).run(data)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
  });

  test('the handler gets the request with its defaults filled in', async () => {
    const { run, calls } = callable('startDeployment');
    await run({ idempotencyKey: 'key-12345' });
    expect(calls[0]?.request.spec).toMatchObject({ region: 'europe-west1', backend: { gpuType: 'nvidia-l4' } });
  });

  test.each([
    ['cancelDeployment', { deploymentId: 'a/b' }],
    ['cancelDeployment', { deploymentId: '../x' }],
    ['followBuildLog', { deploymentId: 'abc/events/000001', build: 'agent' }],
    ['followBuildLog', { deploymentId: 'abc', build: 'agent', offsetBytes: -1 }],
    ['ask', { ...(GOOD.ask as object), target: { ...TARGET, agentServiceName: '../other' } }],
    ['ask', { ...(GOOD.ask as object), question: '   ' }],
    ['ask', { ...(GOOD.ask as object), chatId: '../mine' }],
    ['ask', { ...(GOOD.ask as object), chatId: CHAT.toUpperCase() }],
    ['rateAnswer', { ...(GOOD.rateAnswer as object), feedback: { thumb: 'sideways' } }],
    ['startDeployment', { idempotencyKey: 'short' }],
  ] as const)('%s refuses %j', async (name, data) => {
    await expect(callable(name).run(data)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('a reserved variable is refused with the reason, not only with its name', async () => {
    const data = { idempotencyKey: 'key-12345', spec: { agent: { env: { PORT: '80' } } } };
    await expect(callable('startDeployment').run(data)).rejects.toMatchObject({
      details: { message: 'spec.agent.env.PORT: PORT, K_* and X_GOOGLE_* are reserved by Cloud Run.' },
    });
  });

  test('a request with a hundred mistakes is answered with the first ten', async () => {
    const env = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`K_${index}`, 'x']));
    const failed = callable('startDeployment').run({ idempotencyKey: 'key-12345', spec: { agent: { env } } });
    await expect(failed).rejects.toSatisfy(({ details }) => failureRecord.safeParse(details).success);
  });
});

describe('what goes wrong inside', () => {
  test('a Failure reaches the caller with everything it says', async () => {
    await expect(callable('ask', new Failure(SOME_FAILURE)).run(GOOD.ask)).rejects.toMatchObject({
      code: SOME_FAILURE.code,
      message: SOME_FAILURE.message,
      details: SOME_FAILURE,
    });
  });

  test('of anything else the caller learns a number, and the log the rest', async () => {
    const secret = new Error('password=hunter2');
    const thrown: unknown = await callable('ask', secret)
      .run(GOOD.ask)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'internal', details: { reason: 'INTERNAL', retryable: true } });
    expect(`${JSON.stringify(thrown)} ${String(thrown)}`).not.toContain('hunter2');
    const errorId = /error ([0-9a-f-]{36})/.exec(String(thrown))?.[1];
    expect(errorId).toBeDefined();
    expect(cloudLog.error).toHaveBeenCalledWith(
      'callable.failed',
      expect.objectContaining({ callable: 'ask', errorId, error: expect.stringContaining('hunter2') }),
    );
  });
});

describe('what is kept of who did what', () => {
  test.each([
    ['done', {}],
    [SOME_FAILURE.reason, new Failure(SOME_FAILURE)],
    ['failed', new Error('inside')],
  ])('a change is on record before it is made, and then how it went: %s', async (how, answer) => {
    const { run } = callable('setSpendingCap', answer);
    await run(GOOD.setSpendingCap).catch(() => undefined);
    expect(acts).toEqual(['setSpendingCap begun', `setSpendingCap ${how}`]);
  });

  test('nothing is done that could not be put on record', async () => {
    vi.mocked(cloudActLog.begin).mockRejectedValue(new Error('Firestore is away'));
    const { run, calls } = callable('setSpendingCap');
    await expect(run(GOOD.setSpendingCap)).rejects.toMatchObject({ code: 'internal' });
    expect(calls).toEqual([]);
  });

  test('who may not, or asks for nonsense, leaves no entry', async () => {
    await callable('setSpendingCap')
      .run(GOOD.setSpendingCap, 'viewer')
      .catch(() => undefined);
    await callable('setSpendingCap')
      .run({ dailyGpuCapUsd: -1 })
      .catch(() => undefined);
    expect(acts).toEqual([]);
  });

  test('every callable that changes something is kept, by itself or by the record that it starts', () => {
    const withRecord = [
      'startDeployment',
      'startRelease',
      'rollback',
      'rollbackRelease',
      'promote',
      'deleteDeployment',
      'startLoadTest',
      'startCapacitySearch',
    ];
    const readOnly = ['preflight'];
    const changing = NAMES.filter((name) => ['operator', 'owner'].includes(CALLABLES[name].role ?? ''));
    expect(changing.filter((name) => !ACTS[name] && !withRecord.includes(name) && !readOnly.includes(name))).toEqual(
      [],
    );
  });
});

describe('a stream', () => {
  test('that nobody reads says so, and is never hung up on', async () => {
    const { run, calls } = callable('followBuildLog');
    await run(GOOD.followBuildLog);
    expect(calls[0]?.signal.aborted).toBe(false);
    expect(await calls[0]?.sendChunk({ text: 'x', nextOffsetBytes: 1 })).toBe(false);
  });
});

describe('with App Check on', () => {
  beforeEach(() => void vi.stubEnv('APP_CHECK', 'on'));
  afterEach(() => void vi.unstubAllEnvs());

  /** A call that App Check has looked at, by somebody who may make it. */
  async function called(app: object | undefined, limits: Parameters<typeof defineCallable>[1]) {
    const defined = defineCallable('startDeployment', limits, async () => ({ deploymentId: 'abc', created: true }));
    const request = { ...incoming(GOOD.startDeployment, 'owner'), ...(app && { app }) } as FirebaseRequest<unknown>;
    return await Promise.resolve(defined.run(request)).then(
      () => 'ok',
      (error: { details: { reason: string } }) => error.details.reason,
    );
  }

  test.each([
    ['no token', undefined, {}, 'APP_CHECK_MISSING'],
    ['no token, nor need for a fresh one', undefined, { replayProtected: true }, 'APP_CHECK_MISSING'],
    ['a token', { appId: 'a' }, {}, 'ok'],
    ['a fresh token', { appId: 'a', alreadyConsumed: false }, { replayProtected: true }, 'ok'],
    ['a token used before', { appId: 'a', alreadyConsumed: true }, { replayProtected: true }, 'APP_CHECK_REPLAYED'],
    ['a token used before, where that does not matter', { appId: 'a', alreadyConsumed: true }, {}, 'ok'],
  ] as const)('%s comes to what it should', async (_what, app, limits, outcome) => {
    expect(await called(app, limits)).toBe(outcome);
  });

  test('a param that is neither on nor off is an error, not an open door', async () => {
    vi.stubEnv('APP_CHECK', 'yes');
    await expect(called(undefined, {})).resolves.toBe('INTERNAL');
  });
});
