import { DatabaseSync } from 'node:sqlite';
import type { Task } from './task.ts';

/** A name stays taken this long after its task is gone: google/cloud/tasks/v2/cloudtasks.proto, CreateTaskRequest. */
export const NAME_TAKEN_MS = 60 * 60_000;

export interface TaskStore extends Disposable {
  /** False when the name is taken, by a task that waits or by one that was there within the hour. */
  add(task: Task, nowMs: number): boolean;
  update(task: Task): void;
  /** Takes the task out, its name stays taken. False when there is none. */
  remove(name: string, nowMs: number): boolean;
  waiting(queue: string): readonly Task[];
}

/** Tasks on disk: written before they are acknowledged, so that a restart loses none. */
export function openTaskStore(file: string): TaskStore {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS waiting (name TEXT PRIMARY KEY, queue TEXT NOT NULL, task TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS taken (name TEXT PRIMARY KEY, untilMs INTEGER NOT NULL) STRICT;
  `);
  const forget = database.prepare('DELETE FROM taken WHERE untilMs <= ?');
  const isTaken = database.prepare('SELECT 1 FROM waiting WHERE name = ?1 UNION SELECT 1 FROM taken WHERE name = ?1');
  const insert = database.prepare('INSERT INTO waiting (name, queue, task) VALUES (?, ?, ?)');
  const replace = database.prepare('UPDATE waiting SET task = ?2 WHERE name = ?1');
  const remove = database.prepare('DELETE FROM waiting WHERE name = ?');
  const take = database.prepare('INSERT OR REPLACE INTO taken (name, untilMs) VALUES (?, ?)');
  const list = database.prepare('SELECT task FROM waiting WHERE queue = ?');
  return {
    add: (task, nowMs) => {
      forget.run(nowMs);
      if (isTaken.get(task.name)) return false;
      insert.run(task.name, task.queue, JSON.stringify(task));
      return true;
    },
    update: (task) => void replace.run(task.name, JSON.stringify(task)),
    remove: (name, nowMs) => {
      if (remove.run(name).changes === 0) return false;
      take.run(name, nowMs + NAME_TAKEN_MS);
      return true;
    },
    waiting: (queue) => list.all(queue).map(({ task }) => JSON.parse(String(task)) as Task),
    [Symbol.dispose]: () => database.close(),
  };
}
