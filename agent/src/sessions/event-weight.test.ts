import { createEvent } from '@google/adk';
import { expect, test } from 'vitest';
import { estimateEventBytes } from './event-weight.ts';

const weightOf = (parts?: readonly object[]) =>
  estimateEventBytes(createEvent({ author: 'user', ...(parts ? { content: { parts: [...parts] } } : {}) }));

test('an event weighs something even when it says nothing', () => {
  expect(weightOf()).toBeGreaterThan(500);
});

test.each([
  ['text', [{ text: 'x'.repeat(1000) }]],
  ['attachment', [{ inlineData: { data: 'x'.repeat(1000) } }]],
  ['several parts', [{ text: 'x'.repeat(600) }, { text: 'x'.repeat(400) }]],
])('%s weighs two bytes a character', (_what, parts) => {
  expect(weightOf(parts) - weightOf()).toBe(2000);
});
