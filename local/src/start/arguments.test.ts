import { expect, test } from 'vitest';
import { parseStartArguments } from './arguments.ts';

test('without arguments the usual ports and the usual folder are taken, and nothing is wiped', () => {
  expect(parseStartArguments([])).toEqual({ ports: 'fixed', fresh: false, state: '.local' });
});

test('every option is read', () => {
  expect(parseStartArguments(['--ports', 'auto', '--fresh', '--state', '.local-b'])).toEqual({
    ports: 'auto',
    fresh: true,
    state: '.local-b',
  });
});

test('help wins over everything else', () => {
  expect(parseStartArguments(['--fresh', '--help'])).toBe('help');
});

test.each([
  { argv: ['--frsh'], message: /--frsh/ },
  { argv: ['now'], message: /now/ },
  { argv: ['--ports', '8080'], message: /"auto", not "8080"/ },
  { argv: ['--ports'], message: /ports/ },
])('$argv is refused with a message that names it', ({ argv, message }) => {
  expect(() => parseStartArguments(argv)).toThrow(message);
  expect(() => parseStartArguments(argv)).toThrow(/--state DIR/);
});
