import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type ChatTurn, chatTurn, chatTurnPath, type Deployment } from '@proving-ground/shared';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiClient, signInForApi } from './support/api-client.ts';
import { answerOf, askQuestion, stopAnAnswer } from './support/chat-page.ts';
import { accessibilityViolations } from './support/check-accessibility.ts';
import { deploy, deployPair } from './support/deploy-pair.ts';
import { newVisitor, openBrowser, type Visitor } from './support/open-browser.ts';
import { signInAs } from './support/sign-in.ts';
import { type Product, removeState, startProduct } from './support/start-product.ts';
import { takeScreenshots } from './support/take-screenshots.ts';

const STATE = `.local-e2e-chat-${process.pid}`;
const PICTURES = join(import.meta.dirname, '../../.local-screenshots');
const LONG = 'Tell me a long story about every animal that lives in Africa.';

let product: Product;
let browser: Browser;
let operator: Visitor;
let api: ApiClient;
let first: Deployment;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(STATE), openBrowser()]);
  operator = await newVisitor(browser, product.endpoints);
  api = await signInForApi(product.endpoints, 'operator');
  first = await deployPair(api);
  await operator.page.goto('/chat');
  await signInAs(operator.page, 'operator');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await removeState(STATE);
});

const chatIdOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';
const turnOf = async (chatId: string, index: number): Promise<ChatTurn> =>
  chatTurn.parse(await api.read(chatTurnPath(chatId, index)));

test('an answer goes on through a reload and on another device, with nothing lost or doubled', async () => {
  const { page } = operator;
  await page.getByLabel('Your question').fill(LONG);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/chat\/[0-9a-f-]{36}$/);
  await page.reload();
  await using elsewhere = await newVisitor(browser, product.endpoints);
  await elsewhere.page.goto(new URL(page.url()).pathname);
  await signInAs(elsewhere.page, 'operator');
  for (const at of [page, elsewhere.page]) await at.locator('.answer-figures').waitFor({ timeout: 120_000 });
  const turn = await turnOf(chatIdOf(page), 0);
  expect(turn.status).toBe('done');
  const words = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  for (const at of [page, elsewhere.page]) {
    expect(words(await at.locator('.turn-answer .markdown').innerText())).toBe(words(turn.text));
  }
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the agent remembers what was said, and after an edit only what is shown', async () => {
  const { page } = operator;
  await page.getByRole('link', { name: 'New chat' }).click();
  await askQuestion(page, 'What do red pandas eat?');
  await askQuestion(page, 'And where do they live?');
  const chatId = chatIdOf(page);
  const [one, two] = [await turnOf(chatId, 0), await turnOf(chatId, 1)];
  expect(two.figures?.promptTokens).toBeGreaterThan((one.figures?.promptTokens ?? 0) + 10);
  await page.getByRole('button', { name: 'Edit' }).first().click();
  await page.getByLabel('Your question, edited').fill('What do lions eat?');
  await page.keyboard.press('Enter');
  await page.locator('.turn').getByText('What do lions eat?').waitFor();
  await page.locator('.answer-figures').waitFor({ timeout: 120_000 });
  await page.getByText('2 of 2').waitFor();
  expect(await page.locator('.turn').count()).toBe(1);
  const three = await turnOf(chatId, 2);
  expect(Math.abs((three.figures?.promptTokens ?? 0) - (one.figures?.promptTokens ?? 0))).toBeLessThan(10);
  await page.getByRole('button', { name: 'Earlier version' }).click();
  await page.getByText('And where do they live?').waitFor();
  await takeScreenshots(page, PICTURES, 'chat-versions');
});

test('a stopped answer keeps its text and can be asked again', async () => {
  const { page } = operator;
  await page.getByRole('link', { name: 'New chat' }).click();
  await stopAnAnswer(page, LONG);
  const stopped = await page.locator('.turn').count();
  expect(await turnOf(chatIdOf(page), stopped - 1)).toMatchObject({
    status: 'stopped',
    text: expect.stringMatching(/./),
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.turn').last().locator('.answer-figures').getByText('Speed').waitFor({ timeout: 120_000 });
});

test('a rating with its note is read on the page of the release', async () => {
  const { page } = operator;
  await page.getByRole('button', { name: 'Bad answer' }).last().click();
  await page.getByLabel('What was good or bad about it?').fill('Too long');
  await page.getByRole('button', { name: 'Save the note' }).click();
  await page.getByText('Your note: Too long').waitFor();
  const chatPath = new URL(page.url()).pathname;
  await page.goto(`/deployments/${first.id}`);
  await page.getByText('0 up, 1 down').waitFor();
  await page.getByText('Too long').waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.goto(chatPath);
});

test('a chat is renamed, found, exported, deleted and brought back', async () => {
  const { page } = operator;
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name of the chat').fill('Long stories');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Long stories' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as Markdown' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('Long-stories.md');
  expect(await readFile(await download.path(), 'utf8')).toContain(`> ${LONG}`);
  const chats = page.getByRole('navigation', { name: 'Chats' });
  await chats.getByLabel('Search your chats').fill('lions');
  await chats.getByRole('link', { name: /What do red pandas eat/ }).waitFor();
  expect(await chats.locator('.chat-list-title').count()).toBe(1);
  await chats.getByLabel('Search your chats').fill('');
  await page.getByRole('button', { name: 'Delete' }).click();
  await chats.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'chat-new');
  await chats.getByRole('button', { name: 'Undo' }).click();
  await chats.getByRole('link', { name: /Long stories/ }).click();
  await page.getByRole('heading', { name: 'Long stories' }).waitFor();
});

test("a question becomes a load test's, and nobody else reads the chat", async () => {
  const { page } = operator;
  await using viewer = await newVisitor(browser, product.endpoints);
  await viewer.page.goto(new URL(page.url()).pathname);
  await signInAs(viewer.page, 'viewer');
  await viewer.page.getByText('This chat is not there').waitFor();
  await page.getByRole('link', { name: 'Load-test this question' }).last().click();
  await page.getByText('Filled in with a question from a chat').waitFor();
  expect(await page.getByText(LONG).or(page.locator('textarea')).first().inputValue()).toContain(LONG);
});

test('two releases answer the same question side by side', async () => {
  const { page } = operator;
  const second = await deploy(api, 'e2e-second', { scope: 'settings', agent: { env: { MODEL_TEMPERATURE: '0' } } });
  expect(second.status).toBe('live');
  await page.goto('/chat-compare');
  await page.getByLabel('Your question').fill('What do red pandas eat?');
  await page.keyboard.press('Enter');
  for (const side of ['Left', 'Right']) {
    await page.getByRole('region', { name: side }).locator('.answer-figures').waitFor({ timeout: 120_000 });
  }
  const revisions = await page.locator('.compare-column > h2').allInnerTexts();
  expect(new Set(revisions).size).toBe(2);
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, PICTURES, 'chat-compare');
  const left = await answerOf(page, 'What do red pandas eat?');
  expect(left.text).not.toBe('');
  expect(operator.complaints).toEqual([]);
});
