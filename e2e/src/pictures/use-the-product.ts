import { SAMPLE_QUESTIONS } from '@proving-ground/shared';
import type { Page } from 'playwright-core';
import { askQuestion } from '../support/chat-page.ts';
import { statusOf, waitForEnd } from '../support/deployment-page.ts';
import { runSchedule } from '../support/run-schedule.ts';
import type { Product } from '../support/start-product.ts';
import type { PictureName } from './pictures.ts';
import { takePicture } from './take-picture.ts';

const LOAD_TEST_TIMEOUT_MS = 180_000;
const SETTLED_TIMEOUT_MS = 180_000;
const SEARCH_TIMEOUT_MS = 900_000;

type Scene = (page: Page, product: Product) => Promise<void>;

/** What is done for which pictures, one after the other. */
const SCENES: readonly {
  readonly shows: readonly PictureName[];
  readonly needs: PictureName[];
  readonly play: Scene;
}[] = [
  { shows: ['deployment'], needs: [], play: deploy },
  { shows: ['chat'], needs: ['deployment'], play: chat },
  { shows: ['agent'], needs: ['deployment'], play: releaseAnotherAgent },
  { shows: ['chat-compare'], needs: ['agent'], play: compareReleases },
  { shows: ['load-test', 'scaling'], needs: ['deployment'], play: loadTest },
  { shows: ['capacity'], needs: ['deployment'], play: findCapacity },
  { shows: ['alerts', 'overview'], needs: ['deployment'], play: watch },
  { shows: ['history'], needs: ['deployment'], play: lookBack },
];

/** Does what the documentation tells, as an owner in the console, and takes the wanted pictures on the way. */
export async function useTheProduct(page: Page, product: Product, wanted: readonly PictureName[]): Promise<void> {
  const played = new Set<PictureName>();
  // From the last to the first: what a scene needs comes before it.
  for (const { shows, needs } of SCENES.toReversed()) {
    if (!shows.some((name) => wanted.includes(name) || played.has(name))) continue;
    for (const name of [...shows, ...needs]) played.add(name);
  }
  for (const { shows, play } of SCENES) if (shows.some((name) => played.has(name))) await play(page, product);
}

async function deploy(page: Page): Promise<void> {
  await page.goto('/deploy');
  await pressDeploy(page, /\/deployments\/[a-z0-9]+$/);
  await waitForLive(page);
  await takePicture(page, 'deployment');
}

async function chat(page: Page): Promise<void> {
  await page.goto('/chat');
  for (const question of SAMPLE_QUESTIONS.slice(0, 2)) await askQuestion(page, question);
  const split = page.locator('.answer-split').last();
  await split.getByText('Where the time went').click();
  await split.getByText('Writing the answer', { exact: true }).waitFor();
  await takePicture(page, 'chat', page.locator('.turn').last());
}

async function releaseAnotherAgent(page: Page): Promise<void> {
  await page.goto('/agent');
  await page.getByLabel('Persona').fill('You are a zoo guide for children. Answer in one short, cheerful sentence.');
  await page.getByLabel('What changed').fill('For children');
  await page.getByRole('button', { name: 'Save version' }).click();
  await page.getByRole('link', { name: 'Release Version 1' }).click();
  await page.getByText('This releases version 1 of the agent').waitFor();
  await pressDeploy(page, /\/deployments\/[a-z0-9]+$/);
  await waitForLive(page);
  await page.goto('/agent');
  await page.getByRole('button', { name: 'Changes of Version 1' }).click();
  const changes = page.getByText('Version 1 against the shipped profile');
  await changes.waitFor();
  await takePicture(page, 'agent');
}

async function compareReleases(page: Page): Promise<void> {
  await page.goto('/chat-compare');
  await page.getByLabel('Your question').fill(SAMPLE_QUESTIONS[0]);
  await page.keyboard.press('Enter');
  for (const side of ['Left', 'Right']) {
    await page.getByRole('region', { name: side }).locator('.answer-figures').waitFor({ timeout: 120_000 });
  }
  await takePicture(page, 'chat-compare');
}

async function loadTest(page: Page): Promise<void> {
  await page.goto('/load-tests/new');
  await page.getByLabel(/Thresholds/).fill('errorRate<0.01,p95Ms<30000');
  await page.getByRole('button', { name: 'Start load test' }).click();
  await page.waitForURL(/\/load-tests\/[a-z0-9]{20}$/);
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: LOAD_TEST_TIMEOUT_MS });
  await page.getByRole('img', { name: /^Instances/ }).waitFor({ timeout: SETTLED_TIMEOUT_MS });
  await page.locator('.scaling .load-test-progress').waitFor({ state: 'detached', timeout: SETTLED_TIMEOUT_MS });
  await takePicture(page, 'load-test');
  await takePicture(page, 'scaling', page.locator('.scaling'));
}

async function findCapacity(page: Page): Promise<void> {
  await page.goto('/capacity/new');
  await page.getByLabel('At most').fill('10');
  await page.getByLabel('A step takes').fill('20');
  await page.getByLabel('Precision').fill('40');
  await page.getByRole('button', { name: 'Find capacity' }).click();
  await page.waitForURL(/\/capacity\/[a-z0-9]{20}$/);
  await page.getByText('Finished', { exact: true }).first().waitFor({ timeout: SEARCH_TIMEOUT_MS });
  await takePicture(page, 'capacity');
}

async function watch(page: Page, { endpoints }: Product): Promise<void> {
  await page.goto('/alerts');
  await page.getByLabel('E-mail addresses').fill('on-call@example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await runSchedule(endpoints, 'keepWatch');
  await page.getByText('1 e-mail address').waitFor({ timeout: 60_000 });
  await takePicture(page, 'alerts');
  await page.goto('/');
  await page.getByText('It answers.').first().waitFor({ timeout: 60_000 });
  await takePicture(page, 'overview');
}

async function lookBack(page: Page): Promise<void> {
  await page.goto('/history');
  await page.locator('main a[href^="/deployments/"]').first().waitFor();
  await takePicture(page, 'history');
}

async function pressDeploy(page: Page, leadsTo: RegExp): Promise<void> {
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /^Deploy/ })
    .click();
  await page.waitForURL(leadsTo);
}

async function waitForLive(page: Page): Promise<void> {
  await waitForEnd(page);
  const status = await statusOf(page);
  if (status !== 'Live') throw new Error(`${page.url()} is ${status}, so there is nothing to picture.`);
}
