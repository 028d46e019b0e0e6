import { join } from 'node:path';
import process from 'node:process';
import { type Deployment, deployment, deploymentPath, loadTest, loadTestPath } from '@proving-ground/shared';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deploy, endedDeployment } from './support/deploy-pair.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { servingRevision } from './support/serving-revision.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const STATE = `.local-e2e-gate-${process.pid}`;
/** Eight load tests of some seconds, and the warm-up. */
const GATE_TIMEOUT_MS = 240_000;

/** A release that finishes its sentences waits for the model several times as long as one that is cut off after three
 * tokens; at this temperature both always say the same. */
const BRIEF = { env: { MODEL_TEMPERATURE: '0', MODEL_MAX_ANSWER_TOKENS: '3' } };
const TALKATIVE = { env: { MODEL_TEMPERATURE: '0', MODEL_MAX_ANSWER_TOKENS: '200' } };
const GATE = {
  maxP95Increase: 0.5,
  maxTtftP95Increase: null,
  maxErrorRateIncrease: 0.3,
  minGoodputRatio: 0.1,
  users: 1,
  roundSeconds: 5,
  minRounds: 4,
  maxRounds: 4,
  scenario: {
    name: 'at-length',
    thinkTime: { kind: 'uniform', minSeconds: 0.1, maxSeconds: 0.3 },
    tasks: [
      {
        kind: 'ask',
        stream: true,
        prompts: [{ text: 'Describe a day in the life of an elephant herd, hour by hour, in at least ten sentences.' }],
      },
    ],
  },
} satisfies NonNullable<Parameters<typeof deploy>[2]>['gate'];

let product: Product;
let browser: Browser;
let owner: Visitor;
let api: ApiClient;
let first: Deployment;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  owner = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'owner');
  first = await deploy(api, 'e2e-gate-first', { agent: BRIEF, gate: GATE });
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

test('a first release has nothing to be compared with, and says so', () => {
  expect(first).toMatchObject({ status: 'live', gate: { status: 'skipped' }, steps: { gate: { status: 'skipped' } } });
});

test('a slower release is refused by its gate, and the one before goes on serving', async () => {
  const { deploymentId } = await api.call('startDeployment', {
    idempotencyKey: 'e2e-gate-slower',
    spec: { scope: 'settings', agent: TALKATIVE, gate: GATE },
  });
  await vi.waitUntil(
    async () => deployment.parse(await api.read(deploymentPath(deploymentId))).gate?.status === 'running',
    { timeout: 60_000, interval: 300 },
  );
  const { page } = owner;
  await page.goto(`/deployments/${deploymentId}`);
  await signInAs(page, 'owner');
  await page.getByText('The first verdict comes after 4 rounds.').waitFor();
  await page.getByRole('link', { name: 'All figures' }).first().waitFor({ timeout: 60_000 });
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-gate-running');

  const slower = await endedDeployment(api, deploymentId, GATE_TIMEOUT_MS);
  expect(slower).toMatchObject({
    status: 'failed',
    failure: { reason: 'GATE_REFUSED' },
    gate: { status: 'refused' },
    replaced: null,
  });
  const p95 = slower.gate?.criteria.find(({ id }) => id === 'p95');
  expect(p95).toMatchObject({ verdict: 'violates', limit: 1.5 });
  expect(p95?.low).toBeGreaterThan(1.5);
  expect(await servingRevision(api)).toBe(first.revisions.agent?.revision);

  for (const { loadTestId, round, side } of slower.gate?.parts ?? []) {
    const part = loadTest.parse(await api.read(loadTestPath(loadTestId)));
    expect(part).toMatchObject({
      status: 'finished',
      partOf: { kind: 'gate', deploymentId, round, side },
      revisionAtEnd: null,
    });
    const release = side === 'old' ? first : slower;
    expect(part.target.agent.revision).toBe(release.revisions.agent?.revision);
    expect(part.target.url).toBe(release.revisions.agent?.tagUrl);
  }

  await page.getByText('Refused', { exact: true }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-gate-refused');
  await page.getByRole('link', { name: 'All figures' }).last().click();
  await page.getByRole('link', { name: 'Part of the load gate of a deployment' }).waitFor();
});

test('the form offers the gate, with what it takes', async () => {
  const { page } = owner;
  await page.goto('/deploy');
  await page.getByLabel('Compare under load before the traffic moves').check();
  await page.getByText('both releases are kept awake').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deploy-gate');
  expect(owner.complaints).toEqual([]);
});
