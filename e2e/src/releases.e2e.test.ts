import { join } from 'node:path';
import process from 'node:process';
import { costsNothing, type Deployment, deployment, deploymentPath } from '@proving-ground/shared';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deploy, deployPair, endedDeployment } from './support/deploy-pair.ts';
import { statusOf, waitForEnd } from './support/deployment-page.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { serviceProcesses } from './support/product-processes.ts';
import { servingRevision } from './support/serving-revision.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { startSteadyChat } from './support/steady-chat.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const STATE = `.local-e2e-releases-${process.pid}`;

let product: Product;
let api: ApiClient;
let first: Deployment;
let browser: Browser;
let owner: Visitor;
let promotedUrl: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  owner = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'owner');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

test('one that is cancelled while it builds stops its builds, and nothing is live', async () => {
  const { deploymentId } = await api.call('startDeployment', { idempotencyKey: 'e2e-cancelled', spec: {} });
  await vi.waitUntil(
    async () => deployment.parse(await api.read(deploymentPath(deploymentId))).builds.backend !== null,
    { timeout: 60_000, interval: 50 },
  );
  await api.call('cancelDeployment', { deploymentId });
  const cancelled = await endedDeployment(api, deploymentId);
  expect(cancelled).toMatchObject({ status: 'cancelled', revisions: { backend: null, agent: null } });
  expect(await api.call('takeInventory', {})).toMatchObject({ services: [], builds: [], unread: [] });
});

test('a preflight finds nothing in the way, and a cap on spending is kept', async () => {
  const { findings } = await api.call('preflight', { spec: {} });
  expect(findings.filter(({ status }) => status !== 'ok')).toEqual([]);
  await api.call('setSpendingCap', { dailyGpuCapUsd: 5 });
  await expect(api.call('startDeployment', { idempotencyKey: 'e2e-too-dear', spec: {} })).rejects.toThrow(
    'OVER_SPENDING_CAP',
  );
  await api.call('setSpendingCap', { dailyGpuCapUsd: null });
  first = await deployPair(api);
});

test('a broken release, a good one and a rollback: nobody who chats notices', async () => {
  const chat = startSteadyChat(api);
  await vi.waitUntil(() => chat.answers() > 0, { timeout: 60_000, interval: 100 });

  const broken = await deploy(api, 'e2e-broken', { scope: 'settings', agent: { env: { SESSION_MAX_COUNT: 'many' } } });
  expect(broken).toMatchObject({ status: 'failed', failure: { reason: 'REVISION_NOT_READY' }, replaced: null });
  expect(broken.failure?.logTail?.join('\n')).toContain('SESSION_MAX_COUNT');
  expect(await servingRevision(api)).toBe(first.revisions.agent?.revision);

  const third = await deploy(api, 'e2e-third', { scope: 'settings', agent: { env: { SESSION_MAX_COUNT: '500' } } });
  expect(third.status).toBe('live');
  expect(third.builds).toEqual(first.builds);
  expect(await servingRevision(api)).toBe(third.revisions.agent?.revision);

  const { page } = owner;
  await page.goto(`/deployments/${first.id}`);
  await signInAs(page, 'owner');
  await page.getByRole('button', { name: 'Roll back to this release' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await page.waitForURL((url) => url.pathname !== `/deployments/${first.id}`);
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Live');
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-rollback');
  expect(await servingRevision(api)).toBe(first.revisions.agent?.revision);

  const asked = chat.answers();
  await vi.waitUntil(() => chat.answers() > asked, { timeout: 60_000, interval: 100 });
  expect(await chat.stop()).toEqual([]);
});

test('one held before traffic serves nobody until it is promoted', async () => {
  const held = await deploy(api, 'e2e-held-one', { scope: 'agent', holdBeforeTraffic: true });
  expect(held.status).toBe('held');
  expect(await servingRevision(api)).toBe(first.revisions.agent?.revision);
  const { page } = owner;
  await page.goto(`/deployments/${held.id}`);
  await page.getByText('waits without traffic').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-held');
  await page.getByRole('button', { name: 'Promote' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Promote' }).click();
  await page.waitForURL((url) => url.pathname !== `/deployments/${held.id}`);
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Live');
  promotedUrl = new URL(page.url()).pathname;
  expect(await servingRevision(api)).toBe(held.revisions.agent?.revision);
});

test('the form offers parts of the live pair, and what stands in the way can be asked for first', async () => {
  const { page } = owner;
  await page.goto('/deploy');
  await page.getByText('Settings only').waitFor();
  await page.getByRole('button', { name: 'Check the project' }).click();
  await page.getByText('Nothing stands in the way.').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deploy-live');
});

test('a new version of the agent is written, compared, released, and answers', async () => {
  const { page } = owner;
  await page.goto('/agent');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Persona').fill('You are Ada, a librarian. Answer in one short sentence.');
  await page.getByLabel('Suggested questions').fill('What is a library?');
  await page.getByLabel('Question 1').fill('What is a book?');
  await page.getByLabel('What changed').fill('A librarian');
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'agent-edited');
  await page.getByRole('button', { name: 'Save version' }).click();
  await page.getByText('Nothing is changed yet.').waitFor();
  await page.getByRole('link', { name: 'Release Version 1' }).click();
  await page.getByText('This releases version 1 of the agent').waitFor();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(/\/deployments\//);
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Live');
  await page.getByText('What is a book?').waitFor();
  promotedUrl = new URL(page.url()).pathname;
  await page.goto('/chat');
  await page.getByRole('button', { name: 'What is a library?' }).waitFor();
  await page.goto('/agent');
  await page.getByRole('button', { name: 'Changes of Version 1' }).click();
  await page.getByText('Version 1 against the shipped profile').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'agent-versions');
});

test('what is deleted is gone: services, images and every process', async () => {
  expect(await serviceProcesses(product.pid)).not.toEqual([]);
  const { page } = owner;
  await page.goto(promotedUrl);
  await page.getByRole('button', { name: 'Delete the pair' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete services and images' }).click();
  await page.waitForURL((url) => url.pathname !== promotedUrl);
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Deleted');
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-deleted');
  await page.goto('/spending');
  await page.getByText('nothing costs money but storage').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'spending');
  expect(owner.complaints).toEqual([]);
  const inventory = await api.call('takeInventory', {});
  expect(inventory).toMatchObject({ services: [], images: [], builds: [], unread: [] });
  expect(costsNothing(inventory)).toBe(true);
  expect(await servingRevision(api)).toBeNull();
  expect(await serviceProcesses(product.pid)).toEqual([]);
});
