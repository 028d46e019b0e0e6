import process from 'node:process';
import { deployment, deploymentPath, KIND_STEPS } from '@proving-ground/shared';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { endedDeployment } from './support/deploy-pair.ts';
import { functionsProcess } from './support/product-processes.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';

const STATE = `.local-e2e-crash-${process.pid}`;
/** What a dead worker costs at most: its lease of a minute, and the sweep of the next. */
const RECOVERY_TIMEOUT_MS = 240_000;

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  product = await startProduct(STATE);
  api = await signInForApi(product.endpoints, 'owner');
});

afterAll(async () => {
  await product?.stop();
  await removeState(STATE);
});

test('the functions are killed while images build: the deployment goes on by itself, and does nothing twice', async () => {
  const { deploymentId } = await api.call('startDeployment', { idempotencyKey: 'e2e-crash-one', spec: {} });
  const current = async () => deployment.parse(await api.read(deploymentPath(deploymentId)));
  await vi.waitUntil(async () => (await current()).builds.backend !== null, { timeout: 60_000, interval: 50 });
  process.kill(await functionsProcess(product.pid), 'SIGKILL');

  const ended = await endedDeployment(api, deploymentId, RECOVERY_TIMEOUT_MS);
  expect(ended).toMatchObject({ status: 'live', failure: null });
  for (const step of KIND_STEPS.deploy) {
    // Nobody asked for a load gate.
    expect(ended.steps[step]).toMatchObject({ status: step === 'gate' ? 'skipped' : 'done' });
  }
  // Each build was begun once, however often its step was looked at.
  expect([ended.steps.buildBackend.attempt, ended.steps.buildAgent.attempt]).toEqual([1, 1]);
  const { services, builds } = await api.call('takeInventory', {});
  expect(services.map(({ name, isKnown }) => [name, isKnown])).toEqual([
    ['ollama-gemma3-270m-gpu', true],
    ['production-adk-agent', true],
  ]);
  expect(builds).toEqual([]);
});
