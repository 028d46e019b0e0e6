import { expect, test } from 'vitest';
import { createLog, describeError } from './log.ts';

test('an entry is one line of JSON in the terms of Cloud Logging', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line) => lines.push(line), now: () => new Date(0) });
  log('WARNING', 'odd', { text: 'two\nlines' });
  expect(lines).toEqual([
    '{"severity":"WARNING","time":"1970-01-01T00:00:00.000Z","event":"odd","text":"two\\nlines"}\n',
  ]);
});

test('an error is told with its stack, anything else as text', () => {
  const error = new TypeError('no');
  expect(describeError(error)).toEqual({ error: 'TypeError: no', stack: error.stack });
  expect(describeError('no')).toEqual({ error: 'no' });
  expect(describeError(undefined)).toEqual({ error: 'undefined' });
});
