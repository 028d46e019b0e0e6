// @vitest-environment happy-dom

import { aLoadResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { someFigures } from '@proving-ground/shared/testing/some-figures';
import { afterEach, expect, test, vi } from 'vitest';
import { openLoadTestPage, ready } from '../../testing/open-load-test-page.tsx';

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
