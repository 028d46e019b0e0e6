// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { show } from '../testing/show.tsx';
import { Navigation } from './navigation.tsx';

test.each([
  ['/load-tests', 'Load tests'],
  ['/load-tests/l1', 'Load tests'],
  ['/load-schedules', 'Load tests'],
  ['/load-compare', 'Load tests'],
  ['/deployments', 'History'],
  ['/history', 'History'],
])('at %s the navigation marks %s alone', (path, name) => {
  const root = show(<Navigation />, { api: anApi(), path });
  expect([...root.querySelectorAll('[aria-current="page"]')].map((link) => link.textContent)).toEqual([name]);
});
