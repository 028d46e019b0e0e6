import { expect, test } from 'vitest';
import { fakeLane, promptOf } from '../testing/fake-model.ts';
import { samplingOptions } from './sampling-options.ts';
import { type AnswerEnd, writeAnswer } from './write-answer.ts';

async function write(
  lane: ReturnType<typeof fakeLane>,
  more: { readonly num_predict?: number; readonly stop?: string[]; readonly contextTokens?: number } = {},
  signal: AbortSignal = new AbortController().signal,
) {
  const { contextTokens = 100, ...request } = more;
  const sampling = samplingOptions({ model: {}, request });
  const answer = writeAnswer({ lane, prompt: promptOf('1234'), sampling, contextTokens, signal });
  const texts: string[] = [];
  while (true) {
    const { done, value } = await answer.next();
    if (done) return { texts, end: value satisfies AnswerEnd };
    texts.push(value);
  }
}

test('the pieces come as the model writes them, and the end counts them', async () => {
  const { texts, end } = await write(fakeLane(['Red', '', ' pandas']));
  expect(texts).toEqual(['Red', ' pandas']);
  expect(end).toMatchObject({ doneReason: 'stop', promptTokens: 4, answerTokens: 3 });
  expect(end.promptMs).toBeGreaterThanOrEqual(0);
});

test('an answer that reaches its limit ends with "length", and the model stops', async () => {
  const lane = fakeLane(['a', 'b', 'c']);
  const { texts, end } = await write(lane, { num_predict: 2 });
  expect(texts).toEqual(['a', 'b']);
  expect(end.doneReason).toBe('length');
  expect(lane.left()).toBe(true);
});

test('a full context ends it as well', async () => {
  expect((await write(fakeLane(['a', 'b', 'c']), { contextTokens: 6 })).end).toMatchObject({
    doneReason: 'length',
    answerTokens: 2,
  });
});

test('a stop sequence across pieces ends it with "stop", and the model stops', async () => {
  const lane = fakeLane(['a\n', 'Vis', 'itor', ':', 'x']);
  const { texts, end } = await write(lane, { stop: ['Visitor:'] });
  expect(texts).toEqual(['a\n']);
  expect(end).toMatchObject({ doneReason: 'stop', answerTokens: 4 });
  expect(lane.left()).toBe(true);
});

test('what was held back for a stop sequence is shown when the limit cuts it', async () => {
  expect((await write(fakeLane(['a', 'Vis', 'x']), { stop: ['Visitor:'], num_predict: 2 })).texts).toEqual([
    'a',
    'Vis',
  ]);
});

test('a caller that leaves ends it with the reason, and the model stops', async () => {
  const caller = new AbortController();
  const lane = fakeLane(['a', 'b'], { hold: async () => caller.abort(new Error('gone')) });
  await expect(write(lane, {}, caller.signal)).rejects.toThrow('gone');
  expect(lane.left()).toBe(true);
});
