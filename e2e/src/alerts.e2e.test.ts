import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { Deployment } from '@proving-ground/shared';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deployPair, endedDeployment } from './support/deploy-pair.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { runSchedule } from './support/run-schedule.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const STATE = `.local-e2e-alerts-${process.pid}`;
/** One look at everything, on a loaded machine. */
const A_WATCH = { timeout: 60_000, interval: 300 };

let product: Product;
let api: ApiClient;
let pair: Deployment;
let browser: Browser;
let owner: Visitor;
let webhook: Server;
const calls: { readonly body: string; readonly signature: string }[] = [];

beforeAll(async () => {
  webhook = createServer((request, response) => {
    void text(request).then((body) => {
      calls.push({ body, signature: String(request.headers['x-proving-ground-signature']) });
      response.end();
    });
  });
  webhook.listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  owner = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'owner');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  webhook?.closeAllConnections();
  webhook?.close();
  await removeState(STATE);
});

const list = z.object({ totalSize: z.number() });

/** How many there are in Cloud Monitoring. */
async function countOf(collection: 'alertPolicies' | 'notificationChannels'): Promise<number> {
  const { twin, projectId } = product.endpoints;
  const response = await fetch(`${twin}/monitoring.googleapis.com/v3/projects/${projectId}/${collection}`);
  return list.parse(await response.json()).totalSize;
}

test('an owner names a webhook, sees its secret once, and a test arrives signed with it', async () => {
  const { page } = owner;
  await page.goto('/alerts');
  await signInAs(page, 'owner');
  const { port } = webhook.address() as AddressInfo;
  await page.getByLabel('Webhook').fill(`http://127.0.0.1:${port}/hook`);
  await page.getByRole('button', { name: 'Save' }).click();
  const secret = await page.locator('.alerts-secret code').innerText();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('cell', { name: 'arrived' }).waitFor();
  const [call] = calls;
  const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(call?.signature ?? '') ?? [];
  expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${call?.body}`).digest('hex'));
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('with a release its alerts come by themselves, and its health is shown', async () => {
  pair = await deployPair(api);
  await runSchedule(product.endpoints, 'keepWatch');
  await vi.waitFor(async () => expect(await countOf('alertPolicies')).toBe(3), A_WATCH);
  expect(await countOf('notificationChannels')).toBe(1);
  const { page } = owner;
  await page.getByText('3 alert policies of Cloud Monitoring watch 1 agent.').waitFor({ timeout: A_WATCH.timeout });
  await takeScreenshots(page, PICTURES, 'alerts');
  await page.goto('/');
  const health = page.getByRole('region', { name: 'Health of production-adk-agent' });
  await health.getByText('It answers.').first().waitFor({ timeout: A_WATCH.timeout });
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'overview-health');
});

test('with the deletion of the pair they are gone, and stay gone', async () => {
  const { deploymentId } = await api.call('deleteDeployment', { idempotencyKey: 'key-delete', deploymentId: pair.id });
  const ended = await endedDeployment(api, deploymentId);
  expect([ended.status, await countOf('alertPolicies')]).toEqual(['deleted', 0]);
  await runSchedule(product.endpoints, 'keepWatch');
  await owner.page.goto('/alerts');
  await owner.page.getByText('No agent is live.').waitFor({ timeout: A_WATCH.timeout });
  expect(await countOf('alertPolicies')).toBe(0);
  expect(owner.complaints).toEqual([]);
});
