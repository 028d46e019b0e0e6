import { describe, expect, test } from 'vitest';
import { recordingLog } from '../testing/recording-log.ts';
import type { Wake } from './advance-deployment.ts';
import { wakeForBuild } from './wake-for-build.ts';

async function wokenBy(message: { readonly json: unknown }) {
  const woken: Parameters<Wake>[0][] = [];
  await wakeForBuild(message, { wake: async (request) => void woken.push(request), log: recordingLog() });
  return woken;
}

describe('a message on the build topic', () => {
  test('about a build of ours that has ended wakes its deployment at once, whatever was looked at before', async () => {
    const json = {
      id: 'b-1',
      status: 'FAILURE',
      tags: ['proving-ground', 'pg-abc-agent-1'],
      steps: [{ name: 'docker' }],
    };
    expect(await wokenBy({ json })).toEqual([{ deploymentId: 'abc', epoch: null, inMs: 0 }]);
  });

  test.each([
    ['a build of another product', { id: 'b-1', status: 'SUCCESS', tags: ['their-tag'] }],
    ['a build of ours that goes on', { id: 'b-1', status: 'WORKING', tags: ['pg-abc-agent-1'] }],
    ['a build without tags', { id: 'b-1', status: 'SUCCESS' }],
    ['nothing', null],
    ['a text', 'hello'],
    ['a number', 7],
    ['tags that are none', { id: 'b-1', status: 'SUCCESS', tags: 'pg-abc-agent-1' }],
    ['no id', { status: 'SUCCESS', tags: ['pg-abc-agent-1'] }],
  ])('about %s wakes nobody and is no error', async (_what, json) => {
    expect(await wokenBy({ json })).toEqual([]);
  });

  test('that is not even JSON wakes nobody and is no error', async () => {
    const message = {
      get json(): unknown {
        throw new SyntaxError('Unexpected token');
      },
    };
    expect(await wokenBy(message)).toEqual([]);
  });
});
