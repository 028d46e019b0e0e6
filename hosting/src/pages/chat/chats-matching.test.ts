import { expect, test } from 'vitest';
import { chatsMatching } from './chats-matching.ts';

const CHATS = [
  { title: 'Red pandas', questions: 'What do they eat?\nWhere do they sleep?' },
  { title: 'Überraschung', questions: 'Café or zoo?' },
];

test.each([
  ['', [0, 1]],
  ['  ', [0, 1]],
  ['PANDA', [0]],
  ['sleep pandas', [0]],
  ['sleep lions', []],
  ['uberr cafe', [1]],
])('%j finds %j', (search, found) => {
  expect(chatsMatching(CHATS, search)).toEqual(found.map((index) => CHATS[index]));
});
