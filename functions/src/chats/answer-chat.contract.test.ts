import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatTurn, chatTurnPath, type LiveService } from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test, vi } from 'vitest';
import { createChatStore } from '../store/chat-store.ts';
import { createTurnStore, type TurnStore } from '../store/turn-store.ts';
import { aQuestion, askIdOf, CHAT_ID, OWNER_UID } from '../testing/a-chat.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { aLiveService } from '../testing/a-load-test.ts';
import { type AgentScript, delta, frames, json, openStream, startFakeAgent, whole } from '../testing/fake-agent.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { answerChat } from './answer-chat.ts';

const FIGURES = {
  modelVersion: 'gemma3:270m',
  customMetadata: { loadDurationMs: 1_200, evalDurationMs: 500, promptTokens: 40, answerTokens: 25 },
};

async function opened(script: AgentScript, { isLive = true } = {}) {
  const agent = await startFakeAgent(script);
  const db = openFirestore('chats');
  const [chats, turns] = [createChatStore(db), createTurnStore(db)];
  const service: LiveService = aLiveService('agent');
  const current = service.current && { ...service.current, url: agent.url };
  const log = recordingLog();
  const dependencies = {
    ...{ chats, turns },
    deployments: { get: async () => null, service: async () => (isLive ? { ...service, current } : null) },
    authorize: async (url: string) => `Bearer for ${url}`,
    newTrace: () => ({ traceId: 'a'.repeat(32), traceparent: 'a-traceparent' }),
    sleep: (ms: number) => sleep(ms / 10),
    now: () => new Date(),
    nowMs: () => performance.now(),
    log,
  };
  let asked = 0;
  return {
    ...{ agent, db, chats, turns },
    ask: async (wishes: Parameters<typeof aQuestion>[0] = {}) => {
      const request = aQuestion({ askId: askIdOf(asked), ...wishes });
      asked += 1;
      return (await chats.ask({ request, ownerUid: OWNER_UID, now: new Date() })).turn.index;
    },
    answer: (turn: number, more: Partial<typeof dependencies> = {}) =>
      answerChat({ chatId: CHAT_ID, turn }, { ...dependencies, ...more }),
    turn: async (index: number): Promise<ChatTurn> => {
      const found = (await chats.turns(CHAT_ID)).find((one) => one.index === index);
      if (!found) throw new Error(`There is no turn ${index}.`);
      return found;
    },
  };
}

/** Every text that the record of a turn has shown, each once. */
function follow(db: Firestore, index: number) {
  const texts: string[] = [];
  const stop = db.doc(chatTurnPath(CHAT_ID, index)).onSnapshot((snapshot) => {
    const text: unknown = snapshot.get('text');
    if (typeof text === 'string' && text !== texts.at(-1)) texts.push(text);
  });
  return { texts, stop };
}

describe('an answer', () => {
  test('is on record with who gave it and what it took, and the agent is asked as the person', async () => {
    const { agent, chats, ask, answer, turn } = await opened({
      run: frames([delta('Bam'), delta('boo.'), whole('Bamboo.', FIGURES)]),
    });
    await answer(await ask());
    expect(await turn(0)).toMatchObject({
      ...{ status: 'done', text: 'Bamboo.', leaseUntil: null, failure: null },
      servedBy: { deploymentId: 'a1b2c3d4e5', revision: 'production-adk-agent-a1b2c3d4', model: 'gemma3:270m' },
      figures: { tokensPerSecond: 50, answerTokens: 25, modelLoadMs: 1_200, truncated: false, traceId: 'a'.repeat(32) },
    });
    expect(await chats.get(CHAT_ID)).toMatchObject({
      activeTurn: null,
      session: { id: `chat-${CHAT_ID}-0-1`, afterTurn: 0 },
      lastAnswer: { model: 'gemma3:270m' },
    });
    expect(agent.requests.map(({ body }) => body)).toMatchObject([
      { sessionId: `chat-${CHAT_ID}-0-1`, events: [] },
      { userId: OWNER_UID, newMessage: { parts: [{ text: 'What do red pandas eat?' }] } },
    ]);
  });

  test('is seen to grow by whoever reads its record, never shrinking and never doubled', async () => {
    const goOn = Promise.withResolvers<void>();
    const { db, ask, answer } = await opened({
      run: async (response) => {
        openStream(response);
        const send = (frame: object) => response.write(`data: ${JSON.stringify(frame)}\n\n`);
        send(delta('One'));
        await goOn.promise;
        send(delta(', two'));
        send(whole('One, two'));
        response.end();
      },
    });
    const index = await ask();
    const seen = follow(db, index);
    const answering = answer(index);
    await vi.waitFor(() => expect(seen.texts).toContain('One'), { timeout: 5_000 });
    goOn.resolve();
    await answering;
    await vi.waitFor(() => expect(seen.texts.at(-1)).toBe('One, two'), { timeout: 5_000 });
    seen.stop();
    for (const [at, text] of seen.texts.entries()) expect(text.startsWith(seen.texts[at - 1] ?? '')).toBe(true);
  });

  test('that fails keeps what had come, with the reason', async () => {
    const { chats, ask, answer, turn } = await opened({
      run: frames([delta('I th'), { errorCode: 'BACKEND_BUSY', errorMessage: 'All slots are taken' }]),
    });
    await answer(await ask());
    expect(await turn(0)).toMatchObject({
      ...{ status: 'failed', text: 'I th', failure: { reason: 'BACKEND_BUSY' } },
      traceId: 'a'.repeat(32),
    });
    expect(await chats.get(CHAT_ID)).toMatchObject({ activeTurn: null, session: null });
  });

  test('of an agent that is gone meanwhile says so', async () => {
    const { ask, answer, turn } = await opened({}, { isLive: false });
    await answer(await ask());
    expect(await turn(0)).toMatchObject({ status: 'failed', failure: { reason: 'AGENT_NOT_LIVE' } });
  });
});

describe('what the agent remembers', () => {
  const run = frames([delta('A.'), whole('A.')]);

  test('goes on in one session while nothing is changed', async () => {
    const { agent, ask, answer } = await opened({ run });
    await answer(await ask());
    await answer(await ask({ parent: 0, question: 'And why?' }));
    const runs = agent.requests.filter(({ path }) => path === '/run_sse');
    expect(runs.map(({ body }) => (body as { sessionId: string }).sessionId)).toEqual([
      `chat-${CHAT_ID}-0-1`,
      `chat-${CHAT_ID}-0-1`,
    ]);
  });

  test('after an edit is what was said before it, and nothing of what is left out', async () => {
    const { agent, ask, answer } = await opened({ run });
    await answer(await ask({ question: 'First' }));
    await answer(await ask({ parent: 0, question: 'Second' }));
    await answer(await ask({ parent: 0, question: 'Second, edited' }));
    expect(agent.requests.at(-2)?.body).toEqual({
      sessionId: `chat-${CHAT_ID}-2-1`,
      events: [
        { author: 'user', content: { role: 'user', parts: [{ text: 'First' }] } },
        { author: 'production_agent', content: { role: 'model', parts: [{ text: 'A.' }] } },
      ],
    });
  });

  test('is given back to an agent that has lost it', async () => {
    const { agent, ask, answer, turn } = await opened({ run });
    await answer(await ask());
    agent.forgetSessions();
    await answer(await ask({ parent: 0, question: 'And why?' }));
    expect((await turn(1)).status).toBe('done');
    expect(agent.requests.at(-2)?.body).toMatchObject({ events: [{ author: 'user' }, { author: 'production_agent' }] });
  });
});

describe('a stop', () => {
  test('reaches the agent in the middle of an answer, which stays as it is', async () => {
    const { agent, chats, ask, answer, turn } = await opened({ run: frames([delta('Bam')], () => undefined) });
    const index = await ask();
    const answering = answer(index);
    await vi.waitFor(async () => expect((await turn(index)).text).toBe('Bam'), { timeout: 5_000 });
    await chats.requestStop({ chatId: CHAT_ID, ownerUid: OWNER_UID, index });
    await Promise.all([agent.abandoned, answering]);
    expect(await turn(index)).toMatchObject({ status: 'stopped', text: 'Bam', failure: null });
    expect(await chats.get(CHAT_ID)).toMatchObject({ activeTurn: null, session: null });
  });

  test('reaches it before it has said anything', async () => {
    const { agent, chats, ask, answer, turn } = await opened({ run: () => undefined });
    const index = await ask();
    const answering = answer(index);
    await vi.waitFor(() => expect(agent.requests).toHaveLength(2), { timeout: 5_000 });
    await chats.requestStop({ chatId: CHAT_ID, ownerUid: OWNER_UID, index });
    await Promise.all([agent.abandoned, answering]);
    expect(await turn(index)).toMatchObject({ status: 'stopped', text: '' });
  });

  test('before anybody was at it keeps the agent from being asked', async () => {
    const { agent, chats, ask, answer, turn } = await opened({});
    const index = await ask();
    await chats.requestStop({ chatId: CHAT_ID, ownerUid: OWNER_UID, index });
    await answer(index);
    expect([(await turn(index)).status, agent.requests]).toEqual(['stopped', []]);
  });
});

describe('a writer', () => {
  test('that comes second does nothing', async () => {
    const { agent, ask, answer } = await opened({ run: frames([delta('Bam')], () => undefined) });
    const index = await ask();
    const first = answer(index);
    await vi.waitFor(() => expect(agent.requests.length).toBeGreaterThan(0), { timeout: 5_000 });
    const before = agent.requests.length;
    await answer(index);
    expect(agent.requests.filter(({ path }) => path.endsWith('/sessions')).length).toBeLessThanOrEqual(before);
    agent.hangUp();
    await first;
  });

  test('that was overtaken lets go of the agent and writes nothing more', async () => {
    const { agent, db, ask, answer, turn } = await opened({ run: frames([delta('Bam')], () => undefined) });
    const index = await ask();
    const answering = answer(index);
    await vi.waitFor(async () => expect((await turn(index)).text).toBe('Bam'), { timeout: 5_000 });
    await db.doc(chatTurnPath(CHAT_ID, index)).update({ epoch: 7 });
    await Promise.all([agent.abandoned, answering]);
    expect(await turn(index)).toMatchObject({ status: 'answering', epoch: 7 });
  });

  test('goes on beside a database that is away for a moment', async () => {
    const { turns, ask, answer, turn } = await opened({ run: frames([delta('A'), delta('B'), whole('AB')]) });
    let failures = 2;
    const save: TurnStore['save'] = (...written) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('away')) : turns.save(...written);
    };
    await answer(await ask(), { turns: { ...turns, save } });
    expect(await turn(0)).toMatchObject({ status: 'done', text: 'AB' });
  });

  test('that died in the middle leaves a turn that the next one ends as it is', async () => {
    const { agent, turns, ask, answer, turn } = await opened({ run: frames([whole('Other words.')]) });
    const index = await ask();
    const now = new Date(STARTED_AT);
    const claimed = await turns.claim({ chatId: CHAT_ID, index, now, leaseUntil: now });
    const lease = { chatId: CHAT_ID, index, epoch: claimed?.turn.epoch ?? 0 };
    const servedBy = { deploymentId: 'd', revision: 'r', model: 'm' };
    const progress = { text: 'Bam', acceptedAt: now, servedBy, traceId: 't1', leaseUntil: now };
    await turns.save(lease, progress);
    await answer(index);
    expect([await turn(index), agent.requests]).toMatchObject([
      { status: 'interrupted', text: 'Bam', traceId: 't1' },
      [],
    ]);
    await answer(await ask({ parent: index }));
    expect(agent.requests[0]?.body).toMatchObject({ events: [{}, { content: { parts: [{ text: 'Bam' }] } }] });
  });
});

test('a session that the agent refuses to keep fails the turn, with what to do', async () => {
  const detail = 'The session store answered PERMISSION_DENIED: no';
  const { ask, answer, turn } = await opened({
    session: json(503, { detail, errorCode: 'SESSION_STORE_UNAVAILABLE' }),
  });
  await answer(await ask());
  expect(await turn(0)).toMatchObject({
    failure: { reason: 'SESSION_STORE_UNAVAILABLE', nextStep: expect.stringContaining('npm run setup') },
  });
});
