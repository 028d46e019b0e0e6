import { type ChatAnswer, type ChatTurn, chatTurnPath, type FailureRecord } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { type CliScript, RANDOM_ID, runWith } from '../testing/run-with.ts';

const FIGURES: ChatAnswer = {
  ...{ ttftMs: 120, totalMs: 900, tokensPerSecond: 30, promptTokens: 9, answerTokens: 4, modelLoadMs: 0 },
  ...{ model: 'gemma3:270m', revision: 'r1', splitUs: null, traceId: null, truncated: false },
};
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const FIGURES_TEXT = '(first token after 120 ms, 900 ms, 4 tokens, 30 tokens/s, gemma3:270m)\n';

const aTurn = (part: Partial<ChatTurn>): ChatTurn => ({
  ...{ index: 0, askId: RANDOM_ID, parent: null, question: 'hi', status: 'answering', text: '' },
  ...{
    askedAt: '2026-03-01T12:00:00.000Z',
    acceptedAt: null,
    endedAt: null,
    servedBy: null,
    traceId: null,
    figures: null,
  },
  ...{ failure: null, stopRequested: false, feedback: null, epoch: 1, leaseUntil: null, expiresAt: null },
  ...part,
});
const done = (text: string): ChatTurn => aTurn({ status: 'done', text, figures: FIGURES });
const lists = { services: [aLiveService('agent')] };

/** What each look at the record of each turn finds, one turn after the other. */
function answered(...turns: readonly (readonly ChatTurn[])[]): CliScript {
  return {
    lists,
    calls: { ask: (call) => ({ turn: call - 1, created: true }), stopAnswer: { status: 'answering' } },
    documents: Object.fromEntries(turns.map((looks, index) => [chatTurnPath(RANDOM_ID, index), looks])),
  };
}

test('a question is put to the agent that is live, and its answer printed as it comes', async () => {
  const there = {
    services: [
      aLiveService('agent', { region: 'us-east4', name: 'my-agent' }),
      aLiveService('agent', { current: null }),
    ],
  };
  const looks = [aTurn({ status: 'waiting' }), aTurn({ text: 'Bam' }), done('Bamboo.\u001b[2J')];
  const { code, stdout, sent } = await runWith('chat What do pandas eat', { ...answered(looks), lists: there });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `Bamboo.[2J\n${FIGURES_TEXT}` });
  expect(sent).toEqual([
    {
      name: 'ask',
      input: {
        ...{ chatId: RANDOM_ID, askId: RANDOM_ID, parent: null, question: 'What do pandas eat' },
        target: { region: 'us-east4', agentServiceName: 'my-agent' },
      },
    },
  ]);
});

test('where the time went and the trace are told when they are known', async () => {
  const splitUs = { way: 900, agent: 100, backendWait: 0, modelQueue: 0, modelLoad: 0, prompt: 0, generation: 9_000 };
  const told = { ...done('Whole.'), figures: { ...FIGURES, splitUs, traceId: TRACE_ID } };
  expect((await runWith('chat hi', answered([told]))).stdout).toBe(
    `Whole.\n${FIGURES_TEXT}(10 ms: To the agent and back 0.9 ms, Agent 0.1 ms, Writing the answer 9.0 ms.)\n(Trace 4bf92f3577b34da6a3ce929d0e0e4736)\n`,
  );
});

test('as JSON the answer is the document, with the chat that it is in, and what comes goes to stderr', async () => {
  const { stdout, stderr } = await runWith('chat hi --json', answered([done('Hello.')]));
  expect(JSON.parse(stdout)).toEqual({ chatId: RANDOM_ID, answer: done('Hello.') });
  expect(stderr).toBe('Hello.\n');
});

test('an answer that ends with another text than it came with is printed whole', async () => {
  const { stdout } = await runWith('chat hi', answered([aTurn({ text: 'Hel' }), done('Whole.')]));
  expect(stdout).toBe(`Hel\nWhole.\n${FIGURES_TEXT}`);
});

test('of several agents one must be named; none is the business of the functions', async () => {
  const several = { services: [aLiveService('agent'), aLiveService('agent', { name: 'other' })] };
  const outcome = await runWith('chat hi', { lists: several });
  expect(outcome).toMatchObject({ code: 2, sent: [] });
  expect(outcome.stderr).toContain('--agent other --region europe-west1');
  expect(await runWith('chat hi --agent other', { ...answered([done('x')]), lists: several })).toMatchObject({
    code: 0,
    sent: [{ input: { target: { agentServiceName: 'other' } } }],
  });
  expect(await runWith('chat hi', { calls: { ask: aRefusal({ reason: 'AGENT_NOT_LIVE' }) } })).toMatchObject({
    code: 3,
    sent: [{ input: { target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' } } }],
  });
});

test('Ctrl-C stops the answer of a single question with exit code 130', async () => {
  const looks = [aTurn({ text: 'Fir' }), aTurn({ text: 'Firs' }), aTurn({ status: 'stopped', text: 'Firs' })];
  const outcome = await runWith('chat hi', { ...answered(looks), interruptAtPause: 1 });
  expect(outcome).toMatchObject({ code: 130, stderr: '\nThe answer was stopped.\n' });
  expect(outcome.sent.map(({ name, input }) => [name, input])).toEqual([
    ['ask', expect.anything()],
    ['stopAnswer', { chatId: RANDOM_ID, turn: 0 }],
  ]);
});

test('without a question it asks one after the other, in one chat', async () => {
  const typed = ['Hello', '  ', 'x'.repeat(4_001), 'And now?'];
  const script = answered([done('Hi.')], [done('Still here.')]);
  const { code, stdout, sent } = await runWith('chat', { ...script, typed });
  expect(code).toBe(0);
  expect(stdout).toContain(`Hi.\n${FIGURES_TEXT}`);
  expect(stdout).toContain('Too big');
  expect(sent).toMatchObject([
    { input: { question: 'Hello', parent: null } },
    { input: { question: 'And now?', parent: 0 } },
  ]);
});

test('Ctrl-C stops an answer but not the chat; without an answer it ends that', async () => {
  const script = answered([aTurn({ text: 'Fir' }), aTurn({ status: 'stopped', text: 'Fir' })], [done('Second.')]);
  const outcome = await runWith('chat', { ...script, typed: ['first', 'second', 'Ctrl-C'], interruptAtPause: 1 });
  expect(outcome.code).toBe(130);
  expect(outcome.stdout).toContain('Fir\n(Stopped.)\nSecond.\n');
});

test('an answer that broke off ends with exit code 1, and its text stays', async () => {
  const outcome = await runWith('chat hi', answered([aTurn({ status: 'interrupted', text: 'Fir' })]));
  expect(outcome).toMatchObject({ code: 1, stdout: 'Fir\n(The answer broke off; ask again.)\n' });
});

test('a failure that may pass does not end the chat, another one does', async () => {
  const fails = (retryable: boolean) => {
    const failure: FailureRecord = aRefusal({ retryable }).record;
    return [aTurn({ status: 'failed', failure, traceId: TRACE_ID })];
  };
  const outcome = await runWith('chat', { ...answered(fails(true), fails(false)), typed: ['a', 'b', 'c'] });
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toContain('Deployment d0 is at work.');
  expect(outcome.stdout).toContain(`(Trace ${TRACE_ID})\n`);
  expect(outcome.sent).toMatchObject([{ input: { parent: null } }, { input: { parent: 0 } }]);
});
