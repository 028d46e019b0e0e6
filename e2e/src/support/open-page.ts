import type { Page } from 'playwright-core';

/** Goes to a page of the console, and waits until nothing of it is being loaded any more. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy="true"]'));
}
