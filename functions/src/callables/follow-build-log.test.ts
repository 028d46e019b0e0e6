import type { Deployment } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { MAX_READ_BYTES } from '../gcp/build-log-object.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { builtDeployment, finished } from '../testing/finished.ts';
import { followBuildLog, type ReadLog } from './follow-build-log.ts';

const built = builtDeployment(aDeployment());
const withStatus = (status: string): Deployment => ({
  ...built,
  builds: { ...built.builds, agent: { ...(built.builds.agent ?? missing()), status } },
});
const WORKING = withStatus('WORKING');
const SUCCESS = withStatus('SUCCESS');

function missing(): never {
  throw new Error('The built deployment lacks its build.');
}

interface Plan {
  /** What the record says at each look; the last one stays. */
  readonly records: readonly (Deployment | null)[];
  /** What the log holds at each look; the last one stays. */
  readonly logs: readonly string[];
  readonly offsetBytes?: number;
  readonly pauses?: number;
  readonly signal?: AbortSignal;
  readonly onChunk?: (text: string) => void;
}

async function followed({ records, logs, offsetBytes = 0, pauses = 10, signal, onChunk }: Plan) {
  const texts: string[] = [];
  const places: Parameters<ReadLog>[0][] = [];
  let look = -1;
  let paused = 0;
  const at = <T>(list: readonly T[]) => list[Math.min(look, list.length - 1)];
  const end = await followBuildLog({
    request: { deploymentId: 'a1b2c3d4e5', build: 'agent', offsetBytes },
    signal: signal ?? new AbortController().signal,
    sendChunk: async ({ text }) => {
      texts.push(text);
      onChunk?.(text);
      return true;
    },
    deployments: {
      get: async () => {
        look += 1;
        return at(records) ?? null;
      },
    },
    readLog: async (place) => {
      places.push(place);
      return Buffer.from(at(logs) ?? '').subarray(place.offsetBytes, place.offsetBytes + MAX_READ_BYTES);
    },
    pause: async ({ aborted }) => {
      paused += 1;
      return !aborted && paused <= pauses;
    },
  });
  return { texts, places, end, paused };
}

describe('following a build log', () => {
  test('passes on whole lines as they come and ends with the build', async () => {
    const { texts, end, places } = await followed({
      records: [WORKING, WORKING, SUCCESS],
      logs: ['one\ntw', 'one\ntwo\n', 'one\ntwo\nthree'],
    });
    expect(texts).toEqual(['one\n', 'two\n', 'three']);
    expect(end).toEqual({ nextOffsetBytes: 13, complete: true });
    expect(places[0]).toEqual({ bucket: 'logs', object: 'log-build-agent.txt', offsetBytes: 0 });
  });

  test('goes on from where a caller was', async () => {
    const { texts } = await followed({ records: [SUCCESS], logs: ['one\ntwo\n'], offsetBytes: 4 });
    expect(texts).toEqual(['two\n']);
  });

  test('a character on the edge of a piece is not torn', async () => {
    const log = `${'x'.repeat(MAX_READ_BYTES - 2)}🦁 is a lion`;
    const { texts } = await followed({ records: [SUCCESS], logs: [log] });
    expect(texts.join('')).toBe(log);
    expect(texts.join('')).not.toContain('\uFFFD');
  });

  test('waits between two looks, but not while there is more to read', async () => {
    const long = `${'x'.repeat(1_000)}\n`.repeat(600);
    const { paused, texts } = await followed({ records: [SUCCESS], logs: [long] });
    expect(texts.join('')).toBe(long);
    expect(paused).toBe(0);
    const drops = await followed({ records: [WORKING, WORKING, SUCCESS], logs: ['a\n', 'a\nb\n', 'a\nb\nc\n'] });
    expect(drops.paused).toBe(2);
  });

  test('waits for a build that has not begun', async () => {
    const { texts, end } = await followed({
      records: [aDeployment(), aDeployment(), SUCCESS],
      logs: ['', '', 'one\n'],
    });
    expect(texts).toEqual(['one\n']);
    expect(end.complete).toBe(true);
  });

  test('says that it is not complete when its time is up', async () => {
    const { end } = await followed({ records: [WORKING], logs: ['one\n'], pauses: 2 });
    expect(end).toEqual({ nextOffsetBytes: 4, complete: false });
  });

  test('stops reading when the caller hangs up, also in the middle of a long log', async () => {
    const hangUp = new AbortController();
    const long = `${'x'.repeat(1_000)}\n`.repeat(2_000);
    const { texts, end } = await followed({
      records: [SUCCESS],
      logs: [long],
      signal: hangUp.signal,
      onChunk: () => hangUp.abort(),
    });
    expect(texts).toHaveLength(1);
    expect(end.complete).toBe(false);
  });

  test.each([
    ['that never began', finished(aDeployment(), 'failed'), null],
    ['that was left running', { ...finished(WORKING, 'cancelled'), builds: WORKING.builds }, 'WORKING'],
  ])('a build %s of a deployment that has ended is complete', async (_what, deployment, status) => {
    const agent = status ? deployment.builds.agent : null;
    const { end } = await followed({ records: [{ ...deployment, builds: { backend: null, agent } }], logs: [''] });
    expect(end.complete).toBe(true);
  });

  test('a deployment that never was is not found', async () => {
    await expect(followed({ records: [null], logs: [] })).rejects.toMatchObject({ record: { code: 'not-found' } });
  });
});
