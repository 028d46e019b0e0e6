import { expect, test } from 'vitest';
import { promptOf } from '../testing/fake-model.ts';
import { fitChat } from './fit-chat.ts';
import type { Message } from './message.ts';

const messages: readonly Message[] = [
  { role: 'system', content: 'SS' },
  { role: 'user', content: 'aaaa' },
  { role: 'assistant', content: 'bbbb' },
  { role: 'user', content: 'cc' },
];
const model = (contextTokens: number) => ({
  contextTokens,
  renderChat: (shown: readonly Message[]) => promptOf(shown.map(({ content }) => content).join('')),
});
const textOf = (contextTokens: number) => String.fromCodePoint(...fitChat(model(contextTokens), messages).tokens);

test('a conversation that fits is kept whole', () => {
  expect(textOf(13)).toBe('SSaaaabbbbcc');
});

test('the oldest turns are forgotten first; the system text and the last turn stay', () => {
  expect(textOf(12)).toBe('SSbbbbcc');
  expect(textOf(5)).toBe('SScc');
});

test('a last turn that is too long by itself is refused with the numbers', () => {
  expect(() => textOf(4)).toThrow('the prompt has 4 tokens; it and the answer must fit into a context of 4');
});
