import type { Role } from '@proving-ground/shared';
import type { Page } from 'playwright-core';

/** Presses the button that stands for a role on one machine, and waits for the console. */
export async function signInAs(page: Page, role: Role): Promise<void> {
  await page.getByRole('button', { name: `Continue as ${role}` }).click();
  await page.getByRole('main').waitFor();
  await page.getByRole('navigation').first().waitFor();
}
