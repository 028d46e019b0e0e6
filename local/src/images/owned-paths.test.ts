import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ALWAYS_OWNED, findOwnedPaths, pathsToCreate } from './owned-paths.ts';

test('an image owns its own folders whole, and in system folders only what it put there', async () => {
  const rootfs = await mkdtemp(join(tmpdir(), 'pg-owned-'));
  onTestFinished(() => rm(rootfs, { recursive: true, force: true }));
  for (const folder of ['app/src', 'usr/local/bin', 'usr/src/thing', 'bin'])
    await mkdir(join(rootfs, folder), { recursive: true });
  await writeFile(join(rootfs, 'usr/local/bin/start'), '');
  await writeFile(join(rootfs, 'bin/ollama'), '');
  const expected = [...ALWAYS_OWNED, '/app', '/bin/ollama', '/usr/local/bin/start', '/usr/src/thing'];
  expect(await findOwnedPaths(rootfs)).toEqual(expected.sort());
});

test("a RUN's own paths are those outside the system's folders, and those that the machine lacks", () => {
  const texts = ['mkdir -p /data/x && cat /etc/hosts > /etc/new && ls /usr/bin', 'MODELS=/models', 'http://host/path'];
  expect(pathsToCreate(texts, (path) => path !== '/etc/new')).toEqual(['/data', '/etc/new', '/models']);
});
