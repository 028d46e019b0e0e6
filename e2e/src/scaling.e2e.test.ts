import { join } from 'node:path';
import process from 'node:process';
import {
  type CallableInput,
  loadObservation,
  loadObservationPath,
  metricsOf,
  type ObservedKind,
  type ObservedMetrics,
  peakOf,
  pointsOf,
} from '@proving-ground/shared';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deploy } from './support/deploy-pair.ts';
import { ended, startLoadTest } from './support/load-tests.ts';
import { newVisitor, openBrowser } from './support/open-browser.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const STATE = `.local-e2e-scaling-${process.pid}`;
/** The schedule comes every minute, and points two sampling periods after the end. */
const SETTLE_TIMEOUT_MS = 180_000;
/** Twenty people at an agent that takes two at a time: the others wait. Two sampling periods, so that one is whole. */
const ELASTICITY = { durationSeconds: 20, drainSeconds: 12 } as const;
const narrowAgent = (maxInstances: number): CallableInput<'startDeployment'>['spec'] => ({
  scope: maxInstances === 1 ? 'pair' : 'settings',
  agent: { concurrency: 2, maxInstances },
});

let product: Product;
let browser: Browser;
let api: ApiClient;
const tests: string[] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  api = await signInForApi(product.endpoints, 'operator');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

test.each([1, 3])('the elasticity test runs against an agent of at most %i instances', async (maxInstances) => {
  expect((await deploy(api, `e2e-scaling-${maxInstances}`, narrowAgent(maxInstances))).status).toBe('live');
  const id = await startLoadTest(api, { idempotencyKey: `e2e-load-of-${maxInstances}`, spec: ELASTICITY });
  tests.push(id);
  const { result } = await ended(api, id);
  expect(result.total.requests).toBeGreaterThan(0);
});

async function settled(id: string | undefined, kind: ObservedKind = 'agent'): Promise<ObservedMetrics> {
  const observation = await vi.waitUntil(
    async () => {
      const seen = loadObservation.safeParse(await api.read(loadObservationPath(id ?? '', kind)));
      return seen.success && seen.data.status !== 'waiting' ? seen.data : null;
    },
    { timeout: SETTLE_TIMEOUT_MS, interval: 1_000 },
  );
  expect(observation.status).toBe('complete');
  const metrics = metricsOf(observation);
  if (!metrics) throw new Error(`The metrics of load test ${id} cannot be read.`);
  return metrics;
}

const RUN = { from: 0, to: ELASTICITY.durationSeconds };

test('what was measured shows one instance in the first test and more in the second', {
  timeout: 400_000,
}, async () => {
  const first = await settled(tests[0]);
  const second = await settled(tests[1]);
  expect(peakOf(pointsOf(first.instances), RUN)).toBe(1);
  const most = peakOf(pointsOf(second.instances), RUN);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
  expect(peakOf(pointsOf(first.concurrency, 'peak'), RUN)).toBe(2);
  expect(peakOf(pointsOf(first.pending), RUN)).toBeGreaterThan(0);
  expect(first.cpu.status).toBe('available');
  // There is no GPU on this machine, which is not a GPU that did nothing.
  const { gpu } = await settled(tests[0], 'backend');
  expect(gpu).toMatchObject({ status: 'empty', series: [] });
});

test('the page says what was the bottleneck, with charts on the axis of the load', async () => {
  await using visitor = await newVisitor(browser, product.endpoints);
  const { page } = visitor;
  await page.goto(`/load-tests/${tests[0]}`);
  await signInAs(page, 'viewer');
  await page.getByText(/^The .* was (probably )?the bottleneck:/).waitFor();
  await page.getByRole('img', { name: /^Instances/ }).waitFor();
  await page.getByText('Model server, GPU, GPU memory: no point of it in the time of the test.').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'load-test-scaling');
  expect(visitor.complaints).toEqual([]);
});
