import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settleColours } from './settle-colours.ts';

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 800 };
const VIEWS = [
  { name: 'light', viewport: WIDE, colorScheme: 'light' },
  { name: 'dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'narrow', viewport: NARROW, colorScheme: 'light' },
] as const;

/** Pictures of the page in light, dark and narrow; the page is left as it was. */
export async function takeScreenshots(page: Page, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const view of VIEWS) {
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await page.setViewportSize(view.viewport);
    await settleColours(page);
    await page.screenshot({ path: join(folder, `${name}-${view.name}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}
