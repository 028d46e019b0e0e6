import type { Page } from 'playwright-core';

/** Two image builds and two roll-outs on a loaded machine, with room. */
const END_TIMEOUT_MS = 240_000;

/** Waits until the deployment on the page has ended, however. */
export async function waitForEnd(page: Page): Promise<void> {
  await page
    .locator('[role=status] .badge')
    .filter({ hasText: /Live|Held|Deleted|Failed|Cancelled/ })
    .first()
    .waitFor({ timeout: END_TIMEOUT_MS });
}

/** The word on the status badge. */
export async function statusOf(page: Page): Promise<string> {
  return (await page.locator('[role=status] .badge').first().innerText()).trim();
}

/** Each step with its status, as the timeline shows them. */
export async function stepStatuses(
  page: Page,
): Promise<readonly { readonly title: string; readonly status: string }[]> {
  const steps = await page.locator('.step').all();
  return await Promise.all(
    steps.map(async (step) => ({
      title: await step.locator('.step-title').innerText(),
      status: (await step.getAttribute('data-status')) ?? '',
    })),
  );
}
