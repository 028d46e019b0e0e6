import process from 'node:process';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAGE_PATHS, type PagePath } from '../../hosting/src/page-paths.ts';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { type ConsoleContent, makeContent, TARGET } from './support/console-content.ts';
import { walkByKeyboard } from './support/keyboard-walk.ts';
import { layoutShiftOf, watchLayoutShift } from './support/layout-shift.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { openPage } from './support/open-page.ts';
import { settleColours } from './support/settle-colours.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';

const STATE = `.local-e2e-pages-${process.pid}`;
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const MOST_LAYOUT_SHIFT = 0.1;

/** Where each page shows something. */
const ADDRESSES: Readonly<Record<PagePath, (content: ConsoleContent) => string>> = {
  '/': () => '/',
  '/deploy': ({ deploymentId }) => `/deploy?from=${deploymentId}`,
  '/deployments': () => '/deployments',
  '/deployments/:id': ({ deploymentId }) => `/deployments/${deploymentId}`,
  '/releases/:id': ({ releaseId }) => `/releases/${releaseId}`,
  '/history': () => '/history',
  '/agent': () => '/agent',
  '/alerts': () => '/alerts',
  '/spending': () => '/spending',
  '/chat/:id?': ({ chatId }) => `/chat/${chatId}`,
  '/chat-compare': () => '/chat-compare',
  '/load-tests': () => '/load-tests',
  '/load-tests/new': () => '/load-tests/new',
  '/load-tests/:id': ({ loadTestIds: [id] }) => `/load-tests/${id}`,
  '/load-compare': ({ loadTestIds: [base, next] }) => `/load-compare?base=${base}&next=${next}`,
  '/load-schedules': () => '/load-schedules',
  '/capacity': () => '/capacity',
  '/capacity/new': () => '/capacity/new',
  '/capacity/:id': ({ searchId }) => `/capacity/${searchId}`,
};
const OF_RECORDS = PAGE_PATHS.filter((path) => path.includes(':id'));
const NOWHERE = [
  '/nowhere',
  '/load-schedules?edit=nowhere',
  ...OF_RECORDS.map((path) => path.replace(/:id\??$/, 'nowhere')),
];

let product: Product;
let browser: Browser;
let owner: Visitor;
let api: ApiClient;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  owner = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'owner');
  await watchLayoutShift(owner.page);
  await owner.page.goto('/');
  await signInAs(owner.page, 'owner');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

/** What every page has to be, however wide and in whichever colours. */
async function expectSound(schemes: readonly ('light' | 'dark')[]): Promise<void> {
  const { page } = owner;
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await settleColours(page);
    expect({ colorScheme, found: await accessibilityViolations(page) }).toEqual({ colorScheme, found: [] });
  }
  const { headings, overflow, moving } = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    overflow: (document.scrollingElement?.scrollWidth ?? 0) - innerWidth,
    moving: document.getAnimations().length,
  }));
  // Whoever looks has asked for reduced motion.
  expect({ headings, moving, isWithin: overflow <= 0 }).toEqual({ headings: 1, moving: 0, isWithin: true });
}

describe('while there is nothing yet', () => {
  beforeAll(() => owner.page.setViewportSize(NARROW));

  test.each(PAGE_PATHS.filter((path) => !path.includes(':id')))('%s says so', async (path) => {
    await openPage(owner.page, path);
    await expectSound(['dark']);
  });

  test.each(NOWHERE)('%s is said to be nowhere', async (path) => {
    await openPage(owner.page, path);
    await expectSound(['light']);
  });
});

describe('with content', () => {
  let content: ConsoleContent;
  const titles = new Map<string, string>();

  beforeAll(async () => {
    content = await makeContent(api);
  });

  test.each(PAGE_PATHS)('%s is for everybody, wide and narrow, light and dark, with keys alone', async (path) => {
    const { page } = owner;
    if (path.startsWith('/capacity')) await content.searched;
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      await openPage(page, ADDRESSES[path](content));
      expect(await layoutShiftOf(page)).toBeLessThan(MOST_LAYOUT_SHIFT);
      await expectSound(['light', 'dark']);
      expect(await walkByKeyboard(page)).toEqual([]);
    }
    titles.set(path, await page.title());
  });

  test('every page has a title of its own, and none has complained', () => {
    expect(new Set(titles.values()).size).toBe(PAGE_PATHS.length);
    expect(owner.complaints).toEqual([]);
  });

  test('the first Tab leads past the navigation, if one likes', async () => {
    const { page } = owner;
    await openPage(page, '/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  test('a dialog holds the focus, and Escape gives it back', async () => {
    const { page } = owner;
    await openPage(page, ADDRESSES['/deployments/:id'](content));
    await page.getByRole('button', { name: 'Delete the pair' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Delete the pair');
  });

  test('being offline is said, and what happened meanwhile comes with the network', async () => {
    await using visitor = await newVisitor(browser, product.endpoints);
    const { page } = visitor;
    await page.goto('/load-schedules');
    await signInAs(page, 'owner');
    await page.getByRole('heading', { name: 'Every morning' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    const plan = { name: 'Every evening', cron: '0 18 * * *', timeZone: 'Europe/Berlin', target: TARGET, spec: {} };
    await api.call('saveLoadSchedule', { idempotencyKey: 'e2e-meanwhile', plan });
    await page.context().setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Every evening' }).waitFor();
  });
});
