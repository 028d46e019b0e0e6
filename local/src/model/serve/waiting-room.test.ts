import { expect, test } from 'vitest';
import { WaitingRoom } from './waiting-room.ts';

const patient = new AbortController().signal;

test('whoever comes when it is full is turned away; a place that becomes free is given again', async () => {
  const room = new WaitingRoom(1);
  const first = Promise.withResolvers<string>();
  const waiting = room.wait(first.promise, patient);
  await expect(room.wait(Promise.resolve('x'), patient)).rejects.toMatchObject({ status: 503 });
  first.resolve('done');
  expect(await waiting).toBe('done');
  expect(await room.wait(Promise.resolve('next'), patient)).toBe('next');
});

test('whoever leaves gives up the place at once', async () => {
  const room = new WaitingRoom(1);
  const caller = new AbortController();
  const waiting = room.wait(new Promise<never>(() => undefined), caller.signal);
  caller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  expect(await room.wait(Promise.resolve('next'), patient)).toBe('next');
  await expect(room.wait(Promise.resolve('x'), caller.signal)).rejects.toThrow('gone');
});
