// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import type { LiveState } from '../api/live-state.ts';
import { aFailure } from '../testing/a-failure.ts';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { person } from '../testing/person.ts';
import { show } from '../testing/show.tsx';
import { EmptyState } from './empty-state.tsx';
import { PageHeader } from './page-header.tsx';
import { RecordPage } from './record-page.tsx';

function open(state: LiveState<string>, isWaiting = false) {
  const retry = vi.fn();
  const missing = (
    <EmptyState isPage title="No such record">
      It is not there.
    </EmptyState>
  );
  const page = (
    <RecordPage kind="Record" state={{ ...state, retry }} isWaiting={isWaiting} missing={missing}>
      {(name) => <PageHeader title={name} />}
    </RecordPage>
  );
  const root = show(page, { api: anApi() });
  const headings = [...root.querySelectorAll('h1')].map(({ textContent }) => textContent);
  return { root, retry, headings, ...person(root) };
}

test.each<[string, LiveState<string>, boolean, string]>([
  ['while it loads', { kind: 'loading' }, false, 'Record'],
  ['while more is waited for', { kind: 'ready', value: 'Ada' }, true, 'Record'],
  ['where it is not there, whatever is waited for', { kind: 'missing' }, true, 'No such record'],
  ['where it cannot be read', { kind: 'failed', failure: aFailure() }, true, 'Record'],
  ['once it is read', { kind: 'ready', value: 'Ada' }, false, 'Ada'],
])('a page about a record has one heading %s', async (_, state, isWaiting, heading) => {
  const { root, headings } = open(state, isWaiting);
  expect(headings).toEqual([heading]);
  await expectAccessible(root);
});

test('what may pass is tried again, what will not is not offered', async () => {
  const passing = open({ kind: 'failed', failure: aFailure({ retryable: true }) });
  await passing.press('Try again');
  expect(passing.retry).toHaveBeenCalledOnce();
  expect(open({ kind: 'failed', failure: aFailure({ retryable: false }) }).root.querySelector('button')).toBeNull();
});
