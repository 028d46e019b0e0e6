import type { ChatAnswer } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { aLiveAgent } from '../testing/a-live-service.ts';
import type { StreamScript } from '../testing/recording-api.ts';
import { RANDOM_ID, runWith } from '../testing/run-with.ts';

const anAnswer = (text: string): ChatAnswer => ({
  ...{ text, ttftMs: 120, totalMs: 900, tokensPerSecond: 30, promptTokens: 9, answerTokens: 4, modelLoadMs: 0 },
  ...{ model: 'gemma3:270m', revision: 'r1', truncated: false, splitUs: null, traceId: null },
});
const FIGURES = '(first token after 120 ms, 900 ms, 4 tokens, 30 tokens/s, gemma3:270m)\n';
const says =
  (...parts: readonly string[]): StreamScript =>
  ({ onChunk }) => {
    onChunk({ type: 'status', status: 'waitingForModel' });
    for (const text of parts) onChunk({ type: 'delta', text });
    return anAnswer(parts.join(''));
  };
const lists = { services: [aLiveAgent()] };

test('a question is put to the agent that is live, and its answer printed as it comes', async () => {
  const there = { services: [aLiveAgent({ region: 'us-east4', name: 'my-agent' }), aLiveAgent({ current: null })] };
  const { code, stdout, sent } = await runWith('chat What do pandas eat', {
    lists: there,
    streams: [says('Bam', 'boo.\u001b[2J')],
  });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `Bamboo.[2J\n${FIGURES}` });
  expect(sent).toEqual([
    {
      name: 'chat',
      input: {
        ...{ region: 'us-east4', agentServiceName: 'my-agent', sessionId: RANDOM_ID },
        ...{ newSession: true, message: 'What do pandas eat' },
      },
    },
  ]);
});

test('where the time went and the trace are told when they are known', async () => {
  const splitUs = { way: 900, agent: 100, backendWait: 0, modelQueue: 0, modelLoad: 0, prompt: 0, generation: 9_000 };
  const told: StreamScript = () => ({ ...anAnswer('Whole.'), splitUs, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
  expect((await runWith('chat hi', { lists, streams: [told] })).stdout).toBe(
    `Whole.\n${FIGURES}(10 ms: To the agent and back 0.9 ms, Agent 0.1 ms, Writing the answer 9.0 ms.)\n(Trace 4bf92f3577b34da6a3ce929d0e0e4736)\n`,
  );
});

test('as JSON the answer is the document, and the parts go to stderr', async () => {
  const { stdout, stderr } = await runWith('chat hi --json', { lists, streams: [says('Hello.')] });
  expect(JSON.parse(stdout)).toEqual({ answer: anAnswer('Hello.') });
  expect(stderr).toBe('Hello.\n');
});

test('an answer without parts, or with another text than theirs, is printed whole', async () => {
  const whole = () => anAnswer('Whole.');
  expect((await runWith('chat hi', { lists, streams: [whole] })).stdout).toBe(`Whole.\n${FIGURES}`);
});

test('of several agents one must be named; none is the business of the functions', async () => {
  const several = { services: [aLiveAgent(), aLiveAgent({ name: 'other' })] };
  const outcome = await runWith('chat hi', { lists: several });
  expect(outcome).toMatchObject({ code: 2, sent: [] });
  expect(outcome.stderr).toContain('--agent other --region europe-west1');
  expect(await runWith('chat hi --agent other', { lists: several, streams: [says('x')] })).toMatchObject({
    code: 0,
    sent: [{ input: { agentServiceName: 'other' } }],
  });
  const refuses: StreamScript = () => {
    throw aRefusal({ reason: 'AGENT_NOT_LIVE' });
  };
  expect(await runWith('chat hi', { streams: [refuses] })).toMatchObject({
    code: 3,
    sent: [{ input: { region: 'europe-west1', agentServiceName: 'production-adk-agent' } }],
  });
});

test('Ctrl-C stops the answer of a single question with exit code 130', async () => {
  const outcome = await runWith('chat hi', (press) => ({ lists, streams: [stoppedBy(press)] }));
  expect(outcome).toMatchObject({ code: 130, stderr: '\nThe answer was stopped.\n' });
});

test('without a question it asks one after the other, in one session', async () => {
  const typed = ['Hello', '  ', 'x'.repeat(4_001), 'And now?'];
  const { code, stdout, sent } = await runWith('chat', { lists, typed, streams: [says('Hi.'), says('Still here.')] });
  expect(code).toBe(0);
  expect(stdout).toContain(`Hi.\n${FIGURES}`);
  expect(stdout).toContain('Too big');
  expect(sent).toMatchObject([
    { input: { message: 'Hello', newSession: true } },
    { input: { message: 'And now?', newSession: false } },
  ]);
});

test('Ctrl-C stops an answer but not the conversation; without an answer it ends that', async () => {
  const outcome = await runWith('chat', (press) => ({
    lists,
    typed: ['first', 'second', 'Ctrl-C'],
    streams: [stoppedBy(press), says('Second.')],
  }));
  expect(outcome.code).toBe(130);
  expect(outcome.stdout).toContain('Fir\n(Stopped.)\nSecond.\n');
});

test('a failure that may pass does not end the conversation, another one does', async () => {
  const fails =
    (retryable: boolean): StreamScript =>
    () => {
      throw aRefusal({ retryable });
    };
  const outcome = await runWith('chat', { lists, typed: ['a', 'b', 'c'], streams: [fails(true), fails(false)] });
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toContain('Deployment d0 is at work.');
  expect(outcome.sent).toHaveLength(2);
});

/** Part of an answer, and then what a client does whose signal is aborted. */
function stoppedBy(press: () => void): StreamScript {
  return ({ onChunk, signal }) => {
    onChunk({ type: 'delta', text: 'Fir' });
    press();
    expect(signal.aborted).toBe(true);
    throw aRefusal({ code: 'cancelled', reason: 'CANCELLED', retryable: true });
  };
}
