import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Task } from './task.ts';
import { NAME_TAKEN_MS, openTaskStore } from './task-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-tasks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const task: Task = {
  name: 'q/tasks/one',
  queue: 'q',
  headers: { a: 'b' },
  bodyBase64: 'e30=',
  serviceAccountEmail: '',
  dispatchDeadlineMs: 1,
  scheduledAtMs: 2,
  dueAtMs: 3,
  attempts: 0,
  executions: 0,
  firstAttemptAtMs: null,
  previousStatus: null,
};

test('what was added is there after the store was opened anew, as it was last written', () => {
  using first = openTaskStore(join(folder, 'tasks.sqlite'));
  first.add(task, 0);
  first.update({ ...task, attempts: 2 });
  using second = openTaskStore(join(folder, 'tasks.sqlite'));
  expect(second.waiting('q')).toEqual([{ ...task, attempts: 2 }]);
  expect(second.waiting('another')).toEqual([]);
});

test('a name is taken while its task waits and for an hour after', () => {
  using store = openTaskStore(':memory:');
  expect(store.add(task, 0)).toBe(true);
  expect(store.add(task, 0)).toBe(false);
  expect(store.remove(task.name, 1_000)).toBe(true);
  expect(store.remove(task.name, 1_000)).toBe(false);
  expect(store.add(task, NAME_TAKEN_MS)).toBe(false);
  expect(store.add(task, NAME_TAKEN_MS + 1_000)).toBe(true);
});
