// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NotFoundPage } from '../pages/not-found/not-found-page.tsx';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { person } from '../testing/person.ts';
import { show } from '../testing/show.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { reloadOnNewVersion } from './reload-on-new-version.ts';
import { Shell } from './shell.tsx';

afterEach(() => vi.restoreAllMocks());

const open = (path = '/', api = anApi()) => {
  const page = (
    <Shell>
      <NotFoundPage />
    </Shell>
  );
  const root = show(page, { api, path });
  return { root, ...person(root) };
};

test('the frame with the page for unknown addresses is accessible', async () => {
  await expectAccessible(open('/nowhere').root);
});

test.each([
  ['/', 'Overview'],
  ['/deployments/d1', 'History'],
  ['/deploy', 'Deploy'],
  ['/nowhere', undefined],
])('at %s the navigation marks %s', (path, name) => {
  expect(open(path).root.querySelector('[aria-current="page"]')?.textContent).toBe(name);
});

test('the first thing the keyboard meets skips to the content', () => {
  const { root } = open();
  const first = root.querySelector('a');
  expect([first?.textContent, root.querySelector(first?.getAttribute('href') ?? 'none')?.tagName]).toEqual([
    'Skip to the content',
    'MAIN',
  ]);
});

test('it says who is signed in where, and lets them out', async () => {
  const signOut = vi.fn(async () => undefined);
  const { root, press } = open('/', anApi({ role: 'operator', session: { signOut } }));
  expect(root.querySelector('.account')?.textContent).toBe('demo-projectlocalsomeone@example.comoperator');
  await press('Sign out');
  expect(signOut).toHaveBeenCalledOnce();
});

test('without a network it says that what is shown may be old', async () => {
  const { root } = open();
  expect(root.textContent).not.toContain('offline');
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  await act(() => void window.dispatchEvent(new Event('offline')));
  expect(root.querySelector('main [role="status"]')?.textContent).toContain('You are offline');
});

test('a page that breaks leaves the frame standing', async () => {
  const report = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const Broken = () => {
    throw new Error('a defect');
  };
  const page = (
    <Shell>
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>
    </Shell>
  );
  const root = show(page, { api: anApi() });
  await vi.waitFor(() => expect(root.querySelector('main')?.textContent).toContain('This page broke'));
  expect(root.querySelector('nav')).not.toBeNull();
  expect(report).toHaveBeenCalledOnce();
  await expectAccessible(root);
});

describe('when a file of the page is gone after a release', () => {
  test('it reloads once, and not for ever', () => {
    sessionStorage.clear();
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined);
    reloadOnNewVersion(window);
    window.dispatchEvent(new Event('vite:preloadError'));
    window.dispatchEvent(new Event('vite:preloadError'));
    expect(reload).toHaveBeenCalledOnce();
  });
});
