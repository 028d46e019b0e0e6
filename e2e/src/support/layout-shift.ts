import type { Page } from 'playwright-core';

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Measures how far what is already shown jumps, on every page that is loaded from now on. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(globalThis, { layoutShift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        if (!entry.hadRecentInput) (globalThis as unknown as { layoutShift: number }).layoutShift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Since the page was loaded: below 0.1 is good. @see https://web.dev/articles/cls */
export async function layoutShiftOf(page: Page): Promise<number> {
  return await page.evaluate(() => (globalThis as unknown as { layoutShift: number }).layoutShift);
}
