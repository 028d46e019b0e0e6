// @vitest-environment happy-dom
import type { HealthDay } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import type { AlertData } from '../api/alert-data.ts';
import { aFailure } from '../testing/a-failure.ts';
import { anApi, list, live } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { person } from '../testing/person.ts';
import { show } from '../testing/show.tsx';
import { HealthStrip } from './health-strip.tsx';

function open(days: ReturnType<AlertData['healthDays']>) {
  const healthDays = vi.fn<AlertData['healthDays']>(() => days);
  const root = show(<HealthStrip region="europe-west1" name="zoo-agent" />, { api: anApi({ alerts: { healthDays } }) });
  return { root, healthDays, ...person(root) };
}

function today(): HealthDay {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  return {
    region: 'europe-west1',
    name: 'zoo-agent',
    day: minutesAgo(0).slice(0, 10),
    changes: [
      { at: minutesAgo(20), state: 'up', detail: 'It answers.' },
      { at: minutesAgo(10), state: 'down', detail: 'It answers with status 503.' },
    ],
    checkedAt: minutesAgo(1),
    askedAt: minutesAgo(1),
    failures: 5,
  };
}

test('how the agent is now, and why, stands in words', async () => {
  const { root } = open(list(today()));
  expect(root.textContent).toContain('Down');
  expect(root.textContent).toContain('It answers with status 503.');
  expect(root.querySelectorAll('.health-strip > *')).toHaveLength(3);
  expect([...root.querySelectorAll('tbody tr')].map((row) => row.querySelector('th')?.textContent)).toEqual([
    'Down',
    'Up',
    'Unknown',
  ]);
  await expectAccessible(root);
});

test('a week is one press away and asks for nothing anew', async () => {
  const { root, press, button, healthDays } = open(list(today()));
  await press('7 days');
  expect(root.textContent).toContain('of the last 7 days');
  expect(button('7 days').getAttribute('aria-pressed')).toBe('true');
  expect(healthDays).toHaveBeenCalledOnce();
});

test('without a record it says that nobody has looked', async () => {
  const { root } = open(list());
  expect(root.textContent).toContain('Nobody has looked in the last 24 hours.');
  await expectAccessible(root);
});

test('what cannot be read is said and can be tried again', async () => {
  const retry = vi.fn();
  const { root, press } = open({ ...live<never>({ kind: 'failed', failure: aFailure() }), retry });
  expect(root.textContent).toContain('Health is not known now');
  await press('Try again');
  expect(retry).toHaveBeenCalledOnce();
});

test('while it loads, that is said', async () => {
  await expectAccessible(open(live<never>({ kind: 'loading' })).root);
});
