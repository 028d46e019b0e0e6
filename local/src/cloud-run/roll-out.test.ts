import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NoInstanceError } from './instance.ts';
import { firstRecord } from './next-record.ts';
import { rollOut } from './roll-out.ts';
import type { RunState } from './run-state.ts';
import { openServiceStore, type ServiceStore } from './service-store.ts';

const NAME = 'projects/p/locations/l/services/zoo';
const fresh = { at: '2026-11-24T10:00:00.000Z', uuid: () => 'uid', suffix: () => 'abc' };
const record = firstRecord(NAME, { template: { containers: [{ image: 'h.dev/p/r/i' }] } }, fresh);

let folder: string;
let problems: string[];
let store: ServiceStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-roll-out-'));
  problems = [];
  store = await openServiceStore({ folder: join(folder, 'services'), report: (problem) => problems.push(problem) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A twin whose image store fails in the given way; a roll-out gets no further. */
const stateThatFails = (error: Error) =>
  ({ store, now: () => new Date(fresh.at), images: { resolve: () => Promise.reject(error) } }) as unknown as RunState;

describe('a roll-out', () => {
  test('that this machine cannot do ends as failed, with the reason', async () => {
    await store.put(record);
    await rollOut(NAME, 1, stateThatFails(new Error('EIO: the disk is broken')));
    expect(store.get(NAME)).toMatchObject({
      reconciling: false,
      terminalCondition: {
        state: 'CONDITION_FAILED',
        message: 'The local twin could not roll it out: EIO: the disk is broken',
      },
    });
  });

  test('that a newer one overtook leaves the service to that one', async () => {
    await store.put({ ...record, generation: 2 });
    await rollOut(NAME, 1, stateThatFails(new Error('EIO')));
    expect(store.get(NAME)).toMatchObject({ reconciling: true, terminalCondition: { state: 'CONDITION_RECONCILING' } });
  });

  test('that ends with the twin is neither, for the next start takes it up', async () => {
    await store.put(record);
    await expect(rollOut(NAME, 1, stateThatFails(new NoInstanceError()))).rejects.toThrow(NoInstanceError);
    expect(store.get(NAME)?.reconciling).toBe(true);
  });
});

test('a service that is deleted while its image is looked up leaves no instance behind', async () => {
  await store.put(record);
  const image = { digest: 'sha256:1', rootfs: '/', ownedPaths: [], sizeBytes: 1, createdAt: fresh.at };
  const resolve = async () => {
    await store.delete(NAME);
    return image;
  };
  const drop = vi.fn(() => Promise.resolve());
  const pool = { warm: () => Promise.resolve(), startupMs: 1 };
  const state = { store, images: { resolve }, runtime: { poolOf: () => pool, drop } } as unknown as RunState;
  await rollOut(NAME, 1, state);
  expect(drop).toHaveBeenCalledTimes(1);
  expect(store.get(NAME)).toBeUndefined();
});

describe('a disk that takes nothing', () => {
  /** A file where the folder should be: whoever runs the tests, nothing can be written into it. */
  const breakDisk = async () => {
    await rm(join(folder, 'services'), { recursive: true, force: true });
    await writeFile(join(folder, 'services'), '');
  };

  test('refuses a new service, which is not there then', async () => {
    await breakDisk();
    await expect(store.put(record)).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(store.get(NAME)).toBeUndefined();
  });

  test('leaves a changed service as it was', async () => {
    await store.put(record);
    await breakDisk();
    await expect(store.put({ ...record, generation: 2 })).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(store.get(NAME)?.generation).toBe(1);
  });

  test('does not hide what came of a roll-out, and is reported', async () => {
    await store.put(record);
    await breakDisk();
    await rollOut(NAME, 1, stateThatFails(new Error('EIO')));
    expect(store.get(NAME)?.terminalCondition.state).toBe('CONDITION_FAILED');
    expect(problems).toEqual([expect.stringContaining(`${NAME} cannot be stored`)]);
  });
});
