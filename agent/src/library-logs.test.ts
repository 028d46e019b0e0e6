import { getLogger } from '@google/adk';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { redirectAdkLog, redirectConsole } from './library-logs.ts';
import type { Log } from './log.ts';

const listen = () => {
  const log = vi.fn<Log>();
  return log;
};

describe("ADK's log", () => {
  test('comes through from warnings upwards, without the data behind the text', () => {
    const log = listen();
    redirectAdkLog(log);
    const logger = getLogger();
    logger.debug('detail');
    logger.info('news');
    logger.warn('odd:', { prompt: 'a secret' });
    logger.error(new Error('broken'), 'a secret');
    expect(log.mock.calls).toEqual([
      ['WARNING', 'adk', { message: 'odd:' }],
      ['ERROR', 'adk', { message: 'Error: broken' }],
    ]);
  });
});

describe('the console', () => {
  const original = { ...console };
  afterEach(() => void Object.assign(console, original));

  test('becomes structured lines, without the data', () => {
    const log = listen();
    redirectConsole(log);
    console.log('parse error', 'an answer');
    console.warn({ prompt: 'a secret' });
    console.error('x'.repeat(900));
    expect(log.mock.calls).toEqual([
      ['INFO', 'console', { message: 'parse error' }],
      ['WARNING', 'console', { message: '(object)' }],
      ['ERROR', 'console', { message: 'x'.repeat(500) }],
    ]);
  });
});
