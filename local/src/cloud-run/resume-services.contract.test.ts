import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PARENT, startTestCloud, type TestCloud, type TestCloudOptions } from './testing/start-test-cloud.ts';
import { aZooContainer, echo, ZOO, zooService } from './testing/zoo-service.ts';
import { BY_REVISION } from './wire.ts';

let cloud: TestCloud;
const begin = async (options: TestCloudOptions = {}) => {
  cloud = await startTestCloud(options);
};
beforeEach(() => begin());
afterEach(() => cloud[Symbol.asyncDispose]());
const { deploy, running } = zooService(() => cloud);

const FIRST = { type: BY_REVISION, revision: 'zoo-one' };

describe('after a restart', () => {
  test('services answer at the same URLs, started by the first request', async () => {
    const url = await deploy({ revision: 'zoo-one' }, { traffic: [{ ...FIRST, percent: 100, tag: 'blue' }] });
    const tagUrl = cloud.cloudRun.services()[0]?.tagUrls['blue'] ?? '';
    const { folder } = cloud;
    await cloud.stop();
    await begin({ folder });
    expect(running()).toEqual([]);
    expect(cloud.cloudRun.services()).toEqual([
      { service: 'zoo', region: 'europe-west1', url, tagUrls: { blue: tagUrl }, state: 'ready', revision: 'zoo-one' },
    ]);
    expect((await echo(url)).env['K_REVISION']).toBe('zoo-one');
    expect((await fetch(tagUrl)).status).toBe(200);
  });

  test('a deletion that was cut off is finished', async () => {
    const url = await deploy();
    const { folder } = cloud;
    await cloud.stop();
    const file = join(folder, 'services', `${ZOO.replaceAll('/', '~')}.json`);
    const record = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...record, deletedAt: '2026-11-24T10:00:00Z', reconciling: true }));
    await begin({ folder });
    expect(cloud.cloudRun.services()).toEqual([]);
    expect(existsSync(file)).toBe(false);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('a port that another program took meanwhile is said clearly', async () => {
    const url = await deploy();
    const { folder } = cloud;
    await cloud.stop();
    const thief = createServer().listen(Number(new URL(url).port), '127.0.0.1');
    await once(thief, 'listening');
    await expect(startTestCloud({ folder })).rejects.toThrow(/Port \d+ of the service zoo is taken by another program/);
    thief.close();
    await once(thief, 'close');
    await begin({ folder });
  });

  test('an interrupted roll-out is taken up again', async () => {
    const slow = { ...aZooContainer, startupProbe: { ...aZooContainer.startupProbe, initialDelaySeconds: 2 } };
    await cloud.services.createService({
      parent: PARENT,
      serviceId: 'zoo',
      service: { template: { containers: [slow] } },
    });
    const { folder } = cloud;
    await cloud.stop();
    await begin({ folder });
    expect(cloud.cloudRun.services()[0]?.state).toBe('reconciling');
    await vi.waitFor(() => expect(cloud.cloudRun.services()[0]?.state).toBe('ready'), { timeout: 10_000 });
  });
});
