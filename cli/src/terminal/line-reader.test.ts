import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openLines } from './line-reader.ts';

function opened(isTerminal = false) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const controller = new AbortController();
  const onInterrupt = () => controller.abort();
  return { input, lines: openLines({ input, output, isTerminal, onInterrupt }), signal: controller.signal };
}

test('lines that came early are kept, and the end of the input is told', async () => {
  const { input, lines, signal } = opened();
  input.end('one\ntwo\n');
  expect(await lines.next('> ', signal)).toBe('one');
  expect(await lines.next('> ', signal)).toBe('two');
  expect(await lines.next('> ', signal)).toBeNull();
});

test('Ctrl-C as a key ends the waiting', async () => {
  const { input, lines, signal } = opened(true);
  const line = lines.next('> ', signal);
  input.write('\u0003');
  expect(await line).toBeNull();
  expect(signal.aborted).toBe(true);
  lines.close();
});
