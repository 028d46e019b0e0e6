import { join } from 'node:path';
import process from 'node:process';
import { SAMPLE_QUESTIONS } from '@proving-ground/shared';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, askQuestion, stopAnAnswer } from './support/chat-page.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { statusOf, stepStatuses, waitForEnd } from './support/deployment-page.ts';
import { loggedTrace } from './support/logged-trace.ts';
import { droppedRequests } from './support/model-server-log.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const STATE = `.local-e2e-${process.pid}`;
const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
/** From a press of Stop until the model server has let go: mostly a fifth of a second, on a busy machine more. */
const STOP_LIMIT_MS = 5_000;
/** A small model may say little; out of so many answers one is long enough to be seen growing. */
const MOST_STORIES = 10;
const STORY = 'Tell me a long story about every animal that lives in Africa.';
const STEP_COUNT = 11;

let product: Product;
let browser: Browser;
let operator: Visitor;
let deploymentUrl: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  operator = await newVisitor(browser, product.endpoints);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

test('somebody new is shown how to begin', async () => {
  const { page } = operator;
  await page.goto('/');
  await page.getByRole('button', { name: 'Continue as operator' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'sign-in');
  await signInAs(page, 'operator');
  await page
    .getByRole('main')
    .getByRole('link', { name: /deploy/i })
    .first()
    .waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'overview-empty');
});

test('a viewer may look but not deploy', async () => {
  await using viewer = await newVisitor(browser, product.endpoints);
  await viewer.page.goto('/deploy');
  await signInAs(viewer.page, 'viewer');
  await viewer.page.getByText(/needs the role operator/).waitFor();
  expect(await viewer.page.getByRole('button', { name: 'Deploy', exact: true }).isDisabled()).toBe(true);
});

test('a value that Cloud Run would refuse is named beside its field, and nothing is sent', async () => {
  const { page } = operator;
  await page.goto('/deploy');
  const memory = page.getByLabel(/memory/i).first();
  await memory.fill('8');
  await page.getByText('An NVIDIA L4 needs at least 16 GiB of memory.').waitFor();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  expect(new URL(page.url()).pathname).toBe('/deploy');
  await memory.fill('16');
  await page.getByText('An NVIDIA L4 needs at least 16 GiB of memory.').waitFor({ state: 'detached' });
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deploy');
});

test('one press deploys both services, and every step is seen to reach done', async () => {
  const { page } = operator;
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(/\/deployments\/[a-z0-9]+$/);
  deploymentUrl = new URL(page.url()).pathname;
  await page
    .getByRole('log')
    .or(page.getByRole('tabpanel'))
    .getByText(/FROM ollama\/ollama|Step 1/)
    .first()
    .waitFor();
  await takeScreenshots(page, PICTURES, 'deployment-running');
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Live');
  const steps = await stepStatuses(page);
  expect(steps).toHaveLength(STEP_COUNT);
  expect(steps.filter(({ status }) => status !== 'done')).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment');
});

test('the overview shows what runs and what it costs', async () => {
  const { page } = operator;
  await page.goto('/');
  await page.getByRole('heading', { name: 'Gemma 3 270M' }).waitFor();
  await page.getByText('ollama-gemma3-270m-gpu', { exact: true }).first().waitFor();
  await page.getByText('production-adk-agent', { exact: true }).first().waitFor();
  await page
    .getByText(/\$1\.5\d|1\.5\d USD/)
    .first()
    .waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'overview');
});

test('a real model answers, as it writes', async () => {
  const { page } = operator;
  await page.getByRole('link', { name: 'Chat' }).first().click();
  const looks: number[] = [];
  for (const question of SAMPLE_QUESTIONS) looks.push(new Set(await askQuestion(page, question)).size);
  // Seen to grow: answers are streamed, not shown at the end. One of a few words may come at once.
  for (let told = 0; told < MOST_STORIES && Math.max(...looks) <= 2; told += 1) {
    looks.push(new Set(await askQuestion(page, STORY)).size);
  }
  expect(Math.max(...looks)).toBeGreaterThan(2);
  const answer = await answerOf(page, SAMPLE_QUESTIONS[0]);
  expect(answer.text).toMatch(/\w+ \w+/);
  expect(answer.figures).toMatchObject({
    'First token': expect.stringMatching(/\d/),
    Speed: expect.stringMatching(/^[\d.]+ tokens\/s$/),
    Model: 'gemma3:270m',
  });
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'chat');
});

test('the answer says where its time went, and its trace is in the logs of agent and backend', async () => {
  const { page } = operator;
  // The first question of a chat: it is the one for which the agent's session is made.
  const details = page.locator('.answer-split').first();
  await details.getByText('Where the time went').click();
  await details.getByText('Writing the answer', { exact: true }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'chat-latency');
  const traceId = await details.locator('code').innerText();
  // A request is logged when it is over, a moment after its client knows.
  await expect
    .poll(async () => (await loggedTrace(product.endpoints, traceId)).toSorted(), { timeout: 10_000 })
    .toEqual([
      'ollama-gemma3-270m-gpu api',
      'production-adk-agent apps',
      'production-adk-agent run_sse',
      'production-adk-agent turn',
    ]);
});

test('Stop reaches the model server at once', async () => {
  const { page } = operator;
  const before = await droppedRequests(product);
  const pressedAt = await stopAnAnswer(page, STORY);
  const dropped = await expect
    .poll(async () => (await droppedRequests(product)).slice(before.length), { timeout: 10_000 })
    .not.toEqual([])
    .then(() => droppedRequests(product));
  expect((dropped.at(-1)?.getTime() ?? Number.POSITIVE_INFINITY) - pressedAt.getTime()).toBeLessThan(STOP_LIMIT_MS);
});

test('a deployment whose agent cannot start fails with the reason and the log, and the old one goes on answering', async () => {
  const { page } = operator;
  await page.goto('/deploy');
  const agent = page
    .getByRole('group', { name: /agent/i })
    .or(page.getByRole('region', { name: /agent/i }))
    .last();
  await agent.getByRole('button', { name: /add.*variable/i }).click();
  await agent.getByLabel(/name/i).last().fill('SESSION_MAX_COUNT');
  await agent.getByLabel(/value/i).last().fill('many');
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(/\/deployments\/[a-z0-9]+$/);
  await waitForEnd(page);
  expect(await statusOf(page)).toBe('Failed');
  await page.getByText('SESSION_MAX_COUNT').first().waitFor();
  await page.getByText('REVISION_NOT_READY').first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployment-failed');

  await page.goto('/chat');
  const question = SAMPLE_QUESTIONS[1];
  await askQuestion(page, question);
  expect((await answerOf(page, question)).text).not.toBe('');
});

test('a deployment can be cancelled', async () => {
  const { page } = operator;
  await page.goto('/deploy');
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(/\/deployments\/[a-z0-9]+$/);
  await page.getByRole('button', { name: 'Cancel deployment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel deployment' }).click();
  await waitForEnd(page);
  // On a fast machine it may have been live before Cancel was pressed twice.
  expect(['Cancelled', 'Live']).toContain(await statusOf(page));
});

test('everything is there after a restart', async () => {
  expect(await product.stop()).toBe('Stopped');
  product = await startProduct(STATE);
  await using visitor = await newVisitor(browser, product.endpoints);
  const { page } = visitor;
  await page.goto('/deployments');
  await signInAs(page, 'operator');
  await page.locator(`a[href="${deploymentUrl}"]`).waitFor();
  expect(await page.getByRole('row').count()).toBeGreaterThanOrEqual(4);
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'deployments');
  await page.getByRole('link', { name: 'History' }).click();
  await page.locator(`a[href="${deploymentUrl}"]`).waitFor();
  await page.getByLabel('Search').fill('operator@example.com live');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/q=operator/);
  await page.locator(`a[href="${deploymentUrl}"]`).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'history');
  await page.goto('/chat');
  const question = SAMPLE_QUESTIONS[2];
  await askQuestion(page, question);
  expect((await answerOf(page, question)).text).not.toBe('');
  expect(visitor.complaints).toEqual([]);
});
