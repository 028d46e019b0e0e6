import type { Page } from 'playwright-core';

/** Waits until a change of the colour scheme has been painted, with whatever fades on the way. */
export async function settleColours(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // What goes on for ever, such as a spinner, is no fading.
    const fading = () => document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    do {
      await frame();
      await frame();
      await Promise.all(fading().map(({ finished }) => finished.catch(() => null)));
    } while (fading().length > 0);
  });
}
