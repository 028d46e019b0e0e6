import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { choosePlace, placeEnvironment, startWholeCloud } from '../testing/whole-cloud.ts';

const PROJECT = 'demo-contract';
const RUN_CONTRACT = fileURLToPath(new URL('./run-contract.ts', import.meta.url));

async function runContract(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const child = spawn(process.execPath, [RUN_CONTRACT, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: Number(code), stdout, stderr };
}

test('without a project it is refused, with what to give', async () => {
  const { code, stderr } = await runContract({ TARGET: 'cloud' });
  expect(code).toBe(2);
  expect(stderr).toContain('TARGET=cloud needs PROJECT');
});

test('the way to the cloud: made, tested over the network and cleaned up, in another twin', async () => {
  const place = await choosePlace();
  await using cloud = await startWholeCloud({
    place,
    projectId: PROJECT,
    draw: () => null,
    publish: () => undefined,
  });
  const services = `http://127.0.0.1:${place.twin}/serviceusage.googleapis.com/v1/projects/${PROJECT}/services:batchEnable`;
  const serviceIds = ['cloudbuild', 'run', 'artifactregistry'].map((api) => `${api}.googleapis.com`);
  await fetch(services, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ serviceIds }),
  });
  const { GCE_METADATA_HOST = '', METADATA_SERVER_DETECTION = '' } = placeEnvironment(place);
  const { code, stdout } = await runContract({
    TARGET: 'cloud',
    PROJECT,
    CONTRACT_GRPC_PORT: String(place.grpc),
    CONTRACT_REST_URL: `http://127.0.0.1:${place.twin}`,
    GCE_METADATA_HOST,
    METADATA_SERVER_DETECTION,
    NO_COLOR: '1',
  });
  // With what it printed, so that a failure there can be read here.
  expect({ code, printed: code === 0 ? '' : stdout }).toEqual({ code: 0, printed: '' });
  const passed = Number(/Tests\s+(\d+) passed/.exec(stdout)?.[1]);
  // All that can be run there is, and nothing failed.
  expect(passed).toBeGreaterThan(60);
  expect(stdout).not.toMatch(/\d+ failed/);
  expect(await cloud.revisionsOf(`projects/${PROJECT}/locations/europe-west1/services/-`)).toEqual([]);
});
