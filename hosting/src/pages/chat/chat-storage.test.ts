// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { chatReducer, newChat } from './chat-state.ts';
import { createChatStorage } from './chat-storage.ts';

const empty = newChat('7f8a3c52-6f0f-4a54-9d5d-0a8a3c6f1e11');
const asked = chatReducer(empty, { type: 'asked', turnId: 't1', question: 'Food?', atMs: 1 });

beforeEach(() => sessionStorage.clear());

test('a conversation comes back after a reload, for the same person and agent alone', () => {
  const done = chatReducer(asked, { type: 'stopped', turnId: 't1' });
  createChatStorage(sessionStorage, 'u1:agent').save(done);
  expect(createChatStorage(sessionStorage, 'u1:agent').load()).toEqual(done);
  expect(createChatStorage(sessionStorage, 'u2:agent').load()).toBeNull();
});

test('an answer that was coming when the page went away counts as stopped', () => {
  createChatStorage(sessionStorage, 'k').save(asked);
  expect(createChatStorage(sessionStorage, 'k').load()?.turns[0]?.status).toBe('stopped');
});

test.each(['not json', '{}', '{"sessionId":"x","turns":[]}', 'null'])('%s in the store counts as nothing', (text) => {
  sessionStorage.setItem('chat:k', text);
  expect(createChatStorage(sessionStorage, 'k').load()).toBeNull();
});

test('a store that is full stops nobody from chatting', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  } as unknown as Storage;
  expect(() => createChatStorage(full, 'k').save(asked)).not.toThrow();
});
