import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wrapManifestLine } from './emulator-shim.ts';
import { findEmulatorJar, newestCachedJar } from './find-emulator-jar.ts';
import { parseJavaVersion } from './find-java.ts';
import { resolveFirestoreEmulator } from './resolve-firestore-emulator.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-firestore-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content = ''): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function aJava(path: string, version: string): Promise<string> {
  await chmod(await put(`${path}/bin/java`), 0o755);
  await put(`${path}/release`, `JAVA_VERSION="${version}"\n`);
  return join(folder, path);
}

test.each([
  ['JAVA_VERSION="25.0.1"', 25],
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_401"', 8],
  ['JAVA_VERSION="21"', 21],
  ['command not found', null],
])('%s is Java %s', (text, version) => {
  expect(parseJavaVersion(text)).toBe(version);
});

test('manifest lines are broken at 72 bytes and go on after a space', () => {
  const wrapped = wrapManifestLine(`Class-Path: file:///${'a'.repeat(200)}`);
  expect(Math.max(...wrapped.map((line) => line.length))).toBe(72);
  expect(wrapped.map((line, index) => (index === 0 ? line : line.slice(1))).join('')).toBe(
    `Class-Path: file:///${'a'.repeat(200)}`,
  );
  expect(wrapped.slice(1).every((line) => line.startsWith(' '))).toBe(true);
});

describe('the emulator', () => {
  const search = () => ({
    path: join(folder, 'sdk-links'),
    firebaseCache: join(folder, 'cache'),
    cacheFolder: join(folder, 'ours'),
  });

  test('is the newest that firebase-tools has fetched', async () => {
    await put('cache/cloud-firestore-emulator-v1.9.0.jar');
    const newest = await put('cache/cloud-firestore-emulator-v1.22.0.jar');
    await put('cache/cloud-firestore-emulator-v1.30.0.jar.part');
    expect(await newestCachedJar(join(folder, 'cache'))).toBe(newest);
    expect(await findEmulatorJar(search())).toEqual({ jar: newest, origin: 'firebase-tools' });
  });

  test('else that of the Google Cloud CLI on PATH, behind a manifest of ours', async () => {
    await put('sdk/bin/gcloud');
    const shipped = await put('sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar');
    await mkdir(join(folder, 'sdk-links'));
    await symlink(join(folder, 'sdk/bin/gcloud'), join(folder, 'sdk-links/gcloud'));
    const found = await findEmulatorJar(search());
    expect(found).toEqual({ jar: join(folder, 'ours/firestore-emulator.jar'), origin: 'google-cloud-cli' });
    const manifest = (await readFile(found?.jar ?? '')).toString('latin1').replaceAll('\r\n ', '');
    expect(manifest).toContain(`Class-Path: file://${shipped}`);
  });

  test('else none', async () => {
    expect(await findEmulatorJar(search())).toBeNull();
  });
});

describe('the resolver', () => {
  const resolve = (downloads: Partial<Parameters<typeof resolveFirestoreEmulator>[0]['downloads']> = {}) => {
    const progress: string[] = [];
    const offline = async () => {
      throw new Error('no network');
    };
    const files = resolveFirestoreEmulator({
      machine: {
        path: join(folder, 'bin'),
        home: folder,
        javaHome: join(folder, 'jdk'),
        firebaseCache: join(folder, 'cache'),
        cacheFolder: join(folder, 'ours'),
      },
      downloads: { java: offline, emulator: offline, ...downloads },
      onProgress: (line) => progress.push(line),
    });
    return { files, progress };
  };

  test('takes what is there and fetches nothing', async () => {
    const home = await aJava('jdk', '21.0.4');
    await put('cache/cloud-firestore-emulator-v1.22.0.jar');
    const { files, progress } = resolve();
    expect((await files).java).toEqual({ home, majorVersion: 21 });
    expect(progress).toEqual([]);
  });

  test('fetches the emulator, says so, and takes it', async () => {
    await aJava('jdk', '25');
    const { files, progress } = resolve({
      emulator: async () => void (await put('cache/cloud-firestore-emulator-v1.22.0.jar')),
    });
    expect((await files).emulator.origin).toBe('firebase-tools');
    expect(progress.join()).toMatch(/fetching the Firestore emulator/);
  });

  test('says in one message all that is missing and how to get it', async () => {
    const { files } = resolve();
    await expect(files).rejects.toThrow(/the Firestore emulator \(no network\)/);
    await expect(files).rejects.toThrow(/FIRESTORE_EMULATOR_HOST/);
  });
});
