import { expect, test } from 'vitest';
import { ContextGate } from './context-gate.ts';

test('steps pass freely, wait while a change is made, and go on after the last of several', async () => {
  const gate = new ContextGate();
  await gate.pass();
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const changes = [gate.change(() => first.promise), gate.change(() => second.promise)];
  const order: string[] = [];
  const step = gate.pass().then(() => order.push('step'));
  first.resolve();
  await changes[0];
  order.push('first change');
  second.resolve();
  await Promise.all([...changes, step]);
  expect(order).toEqual(['first change', 'step']);
});

test('a change that fails opens the gate all the same', async () => {
  const gate = new ContextGate();
  await expect(gate.change(() => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
  await gate.pass();
});
