import type { LlmRequest } from '@google/adk';
import type { Content } from '@google/genai';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toChatRequest } from './chat-request.ts';

const aRequest = (contents: readonly Content[], config: LlmRequest['config'] = {}): LlmRequest => ({
  contents: [...contents],
  config,
  liveConnectConfig: {},
  toolsDict: {},
});
const messagesOf = (contents: readonly Content[], config?: LlmRequest['config']) =>
  toChatRequest({ model: 'm', request: aRequest(contents, config) }).messages;
const user = (text: string): Content => ({ role: 'user', parts: [{ text }] });
const gem = (text: string): Content => ({ role: 'model', parts: [{ text }] });

describe('a chat request', () => {
  test('carries the persona as system message and the history as user and assistant', () => {
    expect(messagesOf([user('Hi'), gem('Hello'), user('Why?')], { systemInstruction: 'Be kind' })).toEqual([
      { role: 'system', content: 'Be kind' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'user', content: 'Why?' },
    ]);
  });

  test('is always streamed, even for a caller who wants the whole', () => {
    expect(toChatRequest({ model: 'm', request: aRequest([user('Hi')]) })).toMatchObject({ model: 'm', stream: true });
  });

  test('names settings as Ollama does, and leaves out those not given', () => {
    const config = { temperature: 0, topP: 0.9, topK: 40, maxOutputTokens: 9, stopSequences: ['\n'], seed: 7 };
    expect(toChatRequest({ model: 'm', request: aRequest([user('Hi')], config) }).options).toEqual({
      temperature: 0,
      top_p: 0.9,
      top_k: 40,
      num_predict: 9,
      stop: ['\n'],
      seed: 7,
    });
  });

  test('joins questions that were never answered', () => {
    expect(messagesOf([user('One'), user('Two'), gem('Both'), user('Three')])).toEqual([
      { role: 'user', content: 'One\n\nTwo' },
      { role: 'assistant', content: 'Both' },
      { role: 'user', content: 'Three' },
    ]);
  });

  test('leaves out thoughts and what is empty', () => {
    const content = { role: 'user', parts: [{ text: 'hm', thought: true }, { text: 'Hi' }, { text: '' }] };
    expect(messagesOf([content, { role: 'model', parts: [] }])).toEqual([{ role: 'user', content: 'Hi' }]);
  });

  test('mentions an attachment and forwards nothing of it: the client would read a file of that name', () => {
    const parts = [{ text: 'What is this?' }, { inlineData: { data: '/etc/passwd', mimeType: 'image/png' } }];
    const [message] = messagesOf([{ role: 'user', parts }]) ?? [];
    expect(message).toEqual({ role: 'user', content: expect.stringContaining('attached a file') });
    expect(JSON.stringify(message)).not.toContain('passwd');
  });

  test('refuses tools, which the small models have no template for', () => {
    const tools = [{ functionDeclarations: [{ name: 'x' }] }];
    expect(() => messagesOf([user('Hi')], { tools })).toThrow('carries no tools');
  });

  test('keeps the roles alternating and every word, whatever the history is', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const content = fc
      .record({ role: fc.constantFrom('user', 'model'), words: fc.array(word, { maxLength: 3 }) })
      .map(({ role, words }): Content => ({ role, parts: words.map((text) => ({ text })) }));
    fc.assert(
      fc.property(fc.array(content, { maxLength: 12 }), (contents) => {
        const messages = messagesOf(contents) ?? [];
        for (const [index, message] of messages.entries()) expect(message.role).not.toBe(messages[index + 1]?.role);
        const said = contents.flatMap(({ parts = [] }) => parts.map(({ text }) => text));
        expect(messages.flatMap((message) => message.content.split(/\s+/))).toEqual(said);
      }),
    );
  });
});
