import { describe, expect, test } from 'vitest';
import { chatRequest, generateRequest, pullRequest, showRequest } from './request-schemas.ts';

const message = { role: 'user', content: 'Hello' };

test('a chat streams and has no options unless it says so; null counts as unsaid', () => {
  const bare = { model: 'm', stream: true, options: {}, messages: [] };
  expect(chatRequest.parse({ model: 'm' })).toMatchObject(bare);
  expect(chatRequest.parse({ model: 'm', stream: null, options: null, messages: null })).toMatchObject(bare);
});

describe('what this server does not do', () => {
  test.each([
    ['tools', { tools: [{}] }],
    ['format', { format: 'json' }],
    ['think', { think: true }],
    ['logprobs', { logprobs: true }],
    ['images', { messages: [{ ...message, images: ['x'] }] }],
    ['tool_calls', { messages: [{ ...message, tool_calls: [{}] }] }],
  ])('%s is refused by name', (what, request) => {
    const { error } = chatRequest.safeParse({ model: 'm', messages: [message], ...request });
    expect(error?.issues[0]?.message).toBe(`${what} is not supported by this model server`);
  });

  test.each([{ suffix: 'x' }, { template: 'x' }, { context: [1] }, { images: ['x'] }])(
    'generate refuses %j',
    (request) => {
      expect(generateRequest.safeParse({ model: 'm', prompt: 'x', ...request }).success).toBe(false);
    },
  );

  test('sent empty, it changes nothing', () => {
    const empty = { tools: [], format: '', think: false, logprobs: false, top_logprobs: 0 };
    expect(chatRequest.safeParse({ model: 'm', messages: [{ ...message, images: [] }], ...empty }).success).toBe(true);
  });
});

test.each([{ role: 'tool', content: '' }, { role: 'user', content: 1 }, 'Hello'])('a message %j is refused', (bad) => {
  expect(chatRequest.safeParse({ model: 'm', messages: [bad] }).success).toBe(false);
});

test('show and pull take the model under its old name too', () => {
  expect(showRequest.parse({ name: 'a' })).toBe('a');
  expect(pullRequest.parse({ name: 'a', stream: false })).toEqual({ model: 'a', stream: false });
  expect(pullRequest.parse({ model: 'b', name: 'a' })).toEqual({ model: 'b', stream: true });
});
