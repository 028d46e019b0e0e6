import { expect, test } from 'vitest';
import { CLOUD_TIMING, LOCAL_TIMING } from '../monitoring/metric-timing.ts';
import { parseStartArguments } from './arguments.ts';

test('without arguments the usual ports and the usual folder are taken, and nothing is wiped', () => {
  expect(parseStartArguments([])).toEqual({
    ports: 'fixed',
    fresh: false,
    state: '.local',
    gpuQuota: 3,
    metricTiming: LOCAL_TIMING,
  });
});

test('every option is read', () => {
  expect(
    parseStartArguments([
      '--ports',
      'auto',
      '--fresh',
      '--state',
      '.local-b',
      '--gpu-quota',
      '0',
      '--metrics',
      'cloud',
    ]),
  ).toEqual({
    ports: 'auto',
    fresh: true,
    state: '.local-b',
    gpuQuota: 0,
    metricTiming: CLOUD_TIMING,
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
  { argv: ['--metrics', 'fast'], message: /"cloud", not "fast"/ },
  { argv: ['--gpu-quota', '-1'], message: /gpu-quota/ },
])('$argv is refused with a message that names it', ({ argv, message }) => {
  expect(() => parseStartArguments(argv)).toThrow(message);
  expect(() => parseStartArguments(argv)).toThrow(/--state DIR/);
});
