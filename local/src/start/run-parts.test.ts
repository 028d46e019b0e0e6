import { expect, test } from 'vitest';
import type { Part } from './part.ts';
import { runParts } from './run-parts.ts';

function aRun() {
  const events: string[] = [];
  const ending = Promise.withResolvers<number>();
  const ready = Promise.withResolvers<void>();
  const part = (name: string, start: () => Promise<string | undefined> = async () => undefined): Part => ({
    name,
    start: async () => {
      events.push(`${name} starts`);
      return await start();
    },
    stop: async () => void events.push(`${name} stops`),
  });
  let printed = '';
  const run = (stages: readonly (readonly Part[])[]) =>
    runParts({
      stages,
      write: (text) => {
        printed += text;
      },
      ending: ending.promise,
      onReady: async () => ready.resolve(),
    });
  return { events, ending, ready: ready.promise, part, run, printed: () => printed };
}

test('stages start in order and everything stops in reverse', async () => {
  const { events, ending, ready, part, run } = aRun();
  const done = run([[part('build'), part('twin')], [part('functions')]]);
  await ready;
  ending.resolve(0);
  expect(await done).toBe(0);
  expect(events).toEqual([
    'build starts',
    'twin starts',
    'functions starts',
    'functions stops',
    'twin stops',
    'build stops',
  ]);
});

test('a part that cannot start ends the run with its reason; what had begun is stopped and the rest never starts', async () => {
  const { events, part, run, printed } = aRun();
  const broken = part('emulators', async () => {
    throw new Error('port 9099 is taken');
  });
  expect(await run([[part('build')], [broken, part('functions')], [part('triggers')]])).toBe(1);
  expect(printed()).toContain('port 9099 is taken');
  expect(events.filter((event) => event.endsWith('stops'))).toEqual([
    'functions stops',
    'emulators stops',
    'build stops',
  ]);
  expect(events).not.toContain('triggers starts');
});

test('a stop while starting does not wait for what hangs', async () => {
  const { events, ending, part, run } = aRun();
  const done = run([[part('download', () => new Promise(() => undefined))], [part('functions')]]);
  ending.resolve(0);
  expect(await done).toBe(0);
  expect(events).toEqual(['download starts', 'download stops']);
});

test('a part that cannot start does not wait for one of its stage that takes long', async () => {
  const { part, run } = aRun();
  const broken = part('functions', async () => {
    throw new Error('boom');
  });
  expect(await run([[part('download', () => new Promise(() => undefined)), broken]])).toBe(1);
});

test('what breaks off because of a stop is not reported', async () => {
  const { ending, part, run, printed } = aRun();
  const breaking = Promise.withResolvers<undefined>();
  const done = run([[part('functions', () => breaking.promise)]]);
  ending.resolve(0);
  await done;
  breaking.reject(new Error('ended with SIGTERM'));
  await breaking.promise.catch(() => undefined);
  expect(printed()).not.toContain('SIGTERM');
});

test('a part that does not stop cleanly is named and keeps no other part from stopping', async () => {
  const { events, ending, ready, part, run, printed } = aRun();
  const stubborn: Part = {
    ...part('twin'),
    stop: async () => {
      throw new Error('busy');
    },
  };
  const done = run([[part('build'), stubborn]]);
  await ready;
  ending.resolve(0);
  await done;
  expect(printed()).toContain('twin         did not stop cleanly: Error: busy');
  expect(events.at(-1)).toBe('build stops');
});
