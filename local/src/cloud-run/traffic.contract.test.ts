import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startTestCloud, type TestCloud, type TestCloudOptions } from './testing/start-test-cloud.ts';
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
const SECOND = { type: BY_REVISION, revision: 'zoo-two' };

describe('traffic', () => {
  const second = { containers: [aZooContainer], revision: 'zoo-two' };

  test('a tag has its own URL for a revision without traffic, and loses it with the tag', async () => {
    const url = await deploy({ revision: 'zoo-one' });
    await deploy(second, {
      traffic: [
        { ...FIRST, percent: 100 },
        { ...SECOND, tag: 'canary' },
      ],
    });
    const [service] = await cloud.services.getService({ name: ZOO });
    const tagUrl = String(service.trafficStatuses?.find(({ tag }) => tag === 'canary')?.uri);
    expect(tagUrl).not.toBe(url);
    expect((await echo(tagUrl)).env['K_REVISION']).toBe('zoo-two');
    expect((await echo(url)).env['K_REVISION']).toBe('zoo-one');

    await deploy(second, { traffic: [{ ...SECOND, percent: 100 }] });
    expect((await echo(url)).env['K_REVISION']).toBe('zoo-two');
    await expect(fetch(tagUrl)).rejects.toThrow('fetch failed');
    // What no request can reach is stopped.
    await vi.waitFor(() => expect(running().map((child) => child.name)).toEqual(['zoo-two']));
  });

  test('is split by percent', async () => {
    await cloud[Symbol.asyncDispose]();
    let point = 0;
    await begin({ random: () => point });
    await deploy({ revision: 'zoo-one' });
    const url = await deploy(second, {
      traffic: [
        { ...FIRST, percent: 30 },
        { ...SECOND, percent: 70 },
      ],
    });
    const served: unknown[] = [];
    for (point of [0, 0.29, 0.3, 0.99]) served.push((await echo(url)).env['K_REVISION']);
    expect(served).toEqual(['zoo-one', 'zoo-one', 'zoo-two', 'zoo-two']);
  });
});
