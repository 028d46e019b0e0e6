// @vitest-environment happy-dom
import type { SloVerdict } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { show } from '../testing/show.tsx';
import { observedText } from './observed-text.ts';
import { VerdictCard } from './verdict-card.tsx';

function open(verdict: SloVerdict, coverage = { planned: 4, complete: 4 }) {
  const root = show(<VerdictCard verdict={verdict} coverage={coverage} />, { api: anApi() });
  const rows = [...root.querySelectorAll('tbody tr')].map((row) => row.textContent);
  return { root, rows };
}

const thresholds = [
  { text: 'p95Ms<2000', observed: 1_480.25, passed: true },
  { text: 'ttftP95Ms<800', observed: null, passed: false },
];

test('each threshold is shown with what was measured and whether it was kept', async () => {
  const { root, rows } = open({ status: 'failed', thresholds });
  expect(rows).toEqual(['p95Ms<20001480.3 msKept', 'ttftP95Ms<800nothing measuredMissed']);
  expect(root.querySelector('header')?.textContent).toBe('VerdictMissed');
  await expectAccessible(root);
});

test('a verdict on a part of the shards says why it proves nothing', () => {
  const { root } = open({ status: 'partial', thresholds }, { planned: 4, complete: 3 });
  expect(root.textContent).toContain('Only 3 of 4 shards ran to their end');
});

test.each([
  ['p95Ms<2000', 1_999.96, '2000 ms'],
  ['p95Ms<2000', 1_999.4, '1999.4 ms'],
  ['errorRate<0.01', 0.0052, '0.0052 (0.52 %)'],
  ['requestsPerSecond>=5', 6.8712345, '6.8712'],
  ['coldAnswers<=1', 2, '2'],
  ['p95Ms<2000', null, 'nothing measured'],
])('for %s, %d reads "%s"', (threshold, observed, text) => {
  expect(observedText(threshold, observed)).toBe(text);
});
