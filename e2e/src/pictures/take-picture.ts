import { join } from 'node:path';
import process from 'node:process';
import type { Locator, Page } from 'playwright-core';
import { settleColours } from '../support/settle-colours.ts';
import { PICTURES, type PictureName, pictureFile } from './pictures.ts';

const FOLDER = join(import.meta.dirname, '../../../docs/images');

/** Takes what a person sees, from the top of the page or from the given part on; always in the size of the window. */
export async function takePicture(page: Page, name: PictureName, from?: Locator): Promise<void> {
  // Nothing is pointed at, and nothing has the focus.
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.evaluate(() => window.scrollTo(0, 0));
  // Some room above, as there is at the top of a page.
  await from?.evaluate((part) => window.scrollTo(0, part.getBoundingClientRect().top - 32));
  for (const scheme of PICTURES[name]) {
    await page.emulateMedia({ colorScheme: scheme });
    await settleColours(page);
    await page.screenshot({ path: join(FOLDER, pictureFile(name, scheme)) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  process.stdout.write(`${name}\n`);
}
