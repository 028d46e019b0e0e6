import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 is newer than axe's own choice of rules. */
const OPTIONS: RunOptions = { rules: { 'target-size': { enabled: true } } };

/** What axe finds wrong with the page as it is now, one line each; empty is good. */
export async function accessibilityViolations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts from outside; the debugger may still evaluate one.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const results = await page.evaluate(
    (options) => (globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run(options),
    OPTIONS,
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}
