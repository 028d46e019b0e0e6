// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { aLoadResult } from '../../testing/a-load-result.ts';
import { aLoadTest } from '../../testing/a-load-test.ts';
import { someFigures } from '../../testing/some-figures.ts';
import { openLoadTestPage, ready } from './open-load-test-page.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

test('an export is a file that the browser saves', async () => {
  const saved: { readonly name: string; readonly href: string }[] = [];
  const blobs: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:made';
  });
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, href: this.href });
  });
  const { press } = await openLoadTestPage(ready(aLoadTest()), { figures: ready(someFigures(aLoadResult())) });
  await press('CSV (tasks)');
  expect(saved).toEqual([{ name: 'load-test-l1-tasks.csv', href: 'blob:made' }]);
  expect(await blobs[0]?.text()).toContain('POST /run');
  expect(revoke).toHaveBeenCalledExactlyOnceWith('blob:made');
});
