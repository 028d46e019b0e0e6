import { expect, test } from 'vitest';
import { parseStartArguments } from './arguments.ts';

test('without arguments the usual ports and the usual folder are taken, and nothing is wiped', () => {
  expect(parseStartArguments([])).toEqual({ ports: 'fixed', fresh: false, state: '.local', gpuQuota: 3 });
});

test('every option is read', () => {
  expect(parseStartArguments(['--ports', 'auto', '--fresh', '--state', '.local-b', '--gpu-quota', '0'])).toEqual({
    ports: 'auto',
    fresh: true,
    state: '.local-b',
    gpuQuota: 0,
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
  { argv: ['--gpu-quota', 'many'], message: /whole number, not "many"/ },
  { argv: ['--gpu-quota', '-1'], message: /gpu-quota/ },
])('$argv is refused with a message that names it', ({ argv, message }) => {
  expect(() => parseStartArguments(argv)).toThrow(message);
  expect(() => parseStartArguments(argv)).toThrow(/--state DIR/);
});
