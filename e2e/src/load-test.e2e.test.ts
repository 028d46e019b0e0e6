import { join } from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deployPair } from './support/deploy-pair.ts';
import { ended, figuresOf, startLoadTest } from './support/load-tests.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { shardProcesses } from './support/product-processes.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const STATE = `.local-e2e-load-${process.pid}`;
/** Every fourth of 40 arrivals a second belongs to a shard. */
const HEALTH_CHECKS = {
  scenario: { name: 'health', tasks: [{ kind: 'get', path: '/health' }] },
  load: { model: 'open', requestsPerSecond: 40, arrivals: 'constant' },
  durationSeconds: 12,
} as const;
const ARRIVALS_PER_SHARD = 120;

let product: Product;
let browser: Browser;
let operator: Visitor;
let api: ApiClient;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  operator = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'operator');
  await deployPair(api);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

test('of four shards one is killed: what it had flushed counts, and no verdict passes', async () => {
  const spec = { ...HEALTH_CHECKS, scenario: { ...HEALTH_CHECKS.scenario, tasks: [...HEALTH_CHECKS.scenario.tasks] } };
  const wishes = { idempotencyKey: 'e2e-killed', shardCount: 4, spec: { ...spec, slo: 'errorRate<0.5' } };
  const id = await startLoadTest(api, wishes);
  expect(await startLoadTest(api, wishes)).toBe(id);
  await vi.waitUntil(async () => (await figuresOf(api, id))?.shards.every(({ requests }) => requests > 0), {
    timeout: 60_000,
    interval: 250,
  });
  const pids = await shardProcesses(product.pid);
  expect(pids).toHaveLength(4);
  process.kill(pids[0] ?? Number.NaN, 'SIGKILL');

  const { test: record, figures, result } = await ended(api, id);
  expect(record).toMatchObject({ status: 'partial', headline: { coverage: { planned: 4, complete: 3 } } });
  expect(result.verdict?.status).toBe('partial');
  expect(result.coverage).toMatchObject({ planned: 4, complete: 3, lost: [{ status: 'lost' }] });
  const lost = figures.shards.filter(({ status }) => status === 'lost');
  const whole = figures.shards.filter(({ status }) => status === 'finished');
  expect(whole.map(({ requests }) => requests)).toEqual(Array(3).fill(ARRIVALS_PER_SHARD));
  expect(lost).toHaveLength(1);
  expect(lost[0]?.requests).toBeGreaterThan(0);
  expect(result.total.requests).toBe(3 * ARRIVALS_PER_SHARD + (lost[0]?.requests ?? 0));
});

test('a stop reaches every virtual user within seconds, long before the test is over', async () => {
  const id = await startLoadTest(api, { idempotencyKey: 'e2e-stopped', spec: { durationSeconds: 300 } });
  await vi.waitUntil(async () => (await figuresOf(api, id))?.shards[0]?.status === 'running', {
    timeout: 60_000,
    interval: 250,
  });
  const askedAtMs = Date.now();
  await api.call('stopLoadTest', { loadTestId: id });
  const { test: record, figures } = await ended(api, id);
  expect(record.status).toBe('stopped');
  expect(Date.parse(figures.shards[0]?.flushedAt ?? '') - askedAtMs).toBeLessThan(10_000);
});

test('somebody starts the elasticity test in the console, watches it, and reads its result', async () => {
  const { page } = operator;
  await page.goto('/load-tests');
  await signInAs(page, 'operator');
  await page.getByRole('row').nth(2).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'New load test' }).click();
  // The codelab's values, but for the time it takes.
  await expect.poll(() => page.getByLabel('Users', { exact: true }).first().inputValue()).toBe('20');
  await page.getByLabel('Duration').fill('10');
  await page.getByLabel(/Thresholds/).fill('errorRate<0.01,p95Ms<60000');
  await page
    .getByText(/\$0\.0\d/)
    .first()
    .waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'load-test-new');
  await page.getByRole('button', { name: 'Start load test' }).click();
  await page.waitForURL(/\/load-tests\/[a-z0-9]{20}$/);
  await page.getByText('Running', { exact: true }).first().waitFor();
  await page.getByRole('rowheader', { name: 'POST /run', exact: true }).first().waitFor();
  await takeScreenshots(page, PICTURES, 'load-test-running');
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 90_000 });
  await page.getByText('errorRate<0.01').first().waitFor();
  await page
    .getByRole('heading', { name: /Latency by percentile|percentile/i })
    .first()
    .waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'load-test');
});

test('and sets it beside an earlier one', async () => {
  const { page } = operator;
  await page.goto('/load-tests');
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(2).getByRole('checkbox').check();
  await takeScreenshots(page, PICTURES, 'load-tests');
  await page.getByRole('link', { name: /Compare/ }).click();
  await page.waitForURL(/\/load-compare\?base=/);
  await page.getByText('One run each shows a tendency').waitFor();
  await page.getByRole('row', { name: /Requests a second/ }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'load-compare');
});

test('a schedule is saved with its next runs, deleted, and brought back', async () => {
  const { page } = operator;
  await page.goto('/load-schedules?new=yes');
  await page.getByLabel('Name').fill('Every morning');
  await page.getByLabel(/Cron/).fill('0 6 * * *');
  await takeScreenshots(page, PICTURES, 'load-schedule-new');
  await page.getByRole('button', { name: /Save/ }).click();
  await page.getByRole('heading', { name: 'Every morning' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'load-schedules');
  await page.getByRole('button', { name: 'Delete Every morning' }).click();
  await page.getByRole('heading', { name: 'Every morning' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Every morning' }).waitFor();
  expect(operator.complaints).toEqual([]);
});
