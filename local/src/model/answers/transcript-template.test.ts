import { expect, test } from 'vitest';
import { renderTranscript } from './transcript-template.ts';

test('a conversation becomes a text whose next line is the answer', () => {
  const { text, stops } = renderTranscript([
    { role: 'system', content: 'You are Gem, the tour guide of a zoo. Help every visitor.\n' },
    { role: 'user', content: 'What do\nred pandas eat? ' },
    { role: 'assistant', content: 'Bamboo.' },
    { role: 'user', content: 'And otters?' },
  ]);
  expect(text).toMatch(
    /^You are Gem, the tour guide of a zoo\. Help every visitor\.\n\nThe following is a conversation/,
  );
  expect(text).toContain('between a zoo visitor and Gem.');
  expect(text).toMatch(/\n\nVisitor: What do red pandas eat\?\nGem: Bamboo\.\n\nVisitor: And otters\?\nGem:$/);
  expect(stops).toEqual(['\n', 'Visitor:', 'Gem:', '<start_of_', '<end_of_']);
});

test('the speakers are those of the system text', () => {
  const { text, stops } = renderTranscript([
    { role: 'system', content: 'You are Ada, an assistant for programmers.' },
    { role: 'user', content: 'Hello' },
  ]);
  expect(text).toMatch(/a conversation between a user and Ada\.[\s\S]*\n\nUser: Hello\nAda:$/);
  expect(stops).toContain('User:');
});

test('without a system text Gem answers a visitor', () => {
  const { text } = renderTranscript([{ role: 'user', content: 'Hello' }]);
  expect(text).toMatch(/^The following is a conversation between a zoo visitor and Gem\./);
  expect(text).toMatch(/\n\nVisitor: Hello\nGem:$/);
});

test('every answer of the examples is one line: the answer is cut at the first line break', () => {
  const { text } = renderTranscript([{ role: 'user', content: 'Hello' }]);
  for (const line of text.split('\n').filter(Boolean).slice(1)) expect(line).toMatch(/^(Visitor|Gem):/);
});
