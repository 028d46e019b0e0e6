import { expect, test } from 'vitest';
import { CHAT_ID } from '../testing/a-chat.ts';
import { planSession } from './plan-session.ts';

const chat = (afterTurn: number | null) => ({
  id: CHAT_ID,
  session: afterTurn === null ? null : { id: 'chat-standing', afterTurn },
});
const before = [
  { question: 'Q0', text: 'A0' },
  { question: 'Q1', text: '' },
  { question: 'Q2', text: 'A2, cut' },
];

test('a question that follows what the agent knows goes on in its session', () => {
  expect(planSession(chat(2), { index: 3, parent: 2, epoch: 1 }, before)).toMatchObject({
    id: 'chat-standing',
    isNew: false,
  });
});

test.each([
  ['an edited question', chat(2), { index: 3, parent: 1, epoch: 1 }],
  ['a question in place of the first', chat(2), { index: 3, parent: null, epoch: 1 }],
  ['a question after an answer that was stopped', chat(null), { index: 3, parent: 2, epoch: 1 }],
  ['a second attempt, whose first may have left its question', chat(2), { index: 3, parent: 2, epoch: 2 }],
])('%s begins a session of its own', (_, of, turn) => {
  expect(planSession(of, turn, before)).toMatchObject({ id: `chat-${CHAT_ID}-3-${turn.epoch}`, isNew: true });
});

test('a session that has to be made begins with what was said and answered', () => {
  expect(planSession(chat(null), { index: 3, parent: 2, epoch: 1 }, before).earlier).toEqual([
    { question: 'Q0', answer: 'A0' },
    { question: 'Q2', answer: 'A2, cut' },
  ]);
});

test('of a long conversation the newest part', () => {
  const long = Array.from({ length: 50 }, (_, index) => ({ question: `Q${index}`, text: `A${index}` }));
  const { earlier } = planSession(chat(null), { index: 50, parent: 49, epoch: 1 }, long);
  expect([earlier.length, earlier.at(-1)?.question]).toEqual([20, 'Q49']);
});
