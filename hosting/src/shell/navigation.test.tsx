// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { person } from '../testing/person.ts';
import { show } from '../testing/show.tsx';
import { Navigation } from './navigation.tsx';

test('what is behind "More" opens, says so, and closes again with Escape', async () => {
  const root = show(<Navigation />, { api: anApi(), path: '/spending' });
  const { press, button, key } = person(root);
  expect(button('More').getAttribute('aria-expanded')).toBe('false');
  await press('More');
  expect(button('More').getAttribute('aria-expanded')).toBe('true');
  await key(button('More'), 'Escape');
  expect(button('More').getAttribute('aria-expanded')).toBe('false');
  await expectAccessible(root);
});

test.each([
  ['/load-tests', 'Load tests'],
  ['/load-tests/l1', 'Load tests'],
  ['/load-schedules', 'Load tests'],
  ['/load-compare', 'Load tests'],
  ['/deployments', 'History'],
  ['/releases/r1', 'History'],
  ['/history', 'History'],
])('at %s the navigation marks %s alone', (path, name) => {
  const root = show(<Navigation />, { api: anApi(), path });
  expect([...root.querySelectorAll('[aria-current="page"]')].map((link) => link.textContent)).toEqual([name]);
});
