import { expect, test } from 'vitest';
import { parseModelName, shortModelName } from './model-name.ts';

test.each([
  ['gemma3:270m', 'registry.ollama.ai', 'library', 'gemma3', '270m', 'gemma3:270m'],
  ['gemma3', 'registry.ollama.ai', 'library', 'gemma3', 'latest', 'gemma3:latest'],
  ['me/gemma3:1b', 'registry.ollama.ai', 'me', 'gemma3', '1b', 'me/gemma3:1b'],
  ['registry.ollama.ai/library/gemma3:1b', 'registry.ollama.ai', 'library', 'gemma3', '1b', 'gemma3:1b'],
  ['hub:5000/me/gemma3', 'hub:5000', 'me', 'gemma3', 'latest', 'hub:5000/me/gemma3:latest'],
])('%s is read, and named in its shortest form', (text, host, namespace, model, tag, short) => {
  const name = parseModelName(text);
  expect(name).toEqual({ host, namespace, model, tag });
  expect(name && shortModelName(name)).toBe(short);
});

test.each([
  '',
  ':',
  'a:',
  ':b',
  '../../etc/passwd',
  '..',
  'a/..:b',
  '../a/b:c',
  'a/b/c/d',
  'a b',
  'a:b:c',
  'a:..',
  '.a',
])('"%s" is no model name: it must never become a path', (text) => {
  expect(parseModelName(text)).toBeNull();
});
