// @vitest-environment happy-dom

import { aSplit } from '@proving-ground/shared/testing/a-load-result';
import { expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { show } from '../testing/show.tsx';
import { SplitCard } from './split-card.tsx';

test('the mean answer is a bar, and each phase a line with its share and its tail', async () => {
  const root = show(<SplitCard split={aSplit()} />, { api: anApi() });
  expect(root.querySelector('[role=img]')?.getAttribute('aria-label')).toContain('1.00 s: To the agent and back 20 ms');
  const rows = [...root.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
  expect(rows).toHaveLength(8);
  expect(rows[3]).toEqual(['100', '10.00 %', '90', '200']);
  expect(rows[7]).toEqual(['1000', '100.00 %', '–', '–']);
  await expectAccessible(root);
});

test('answers that took no time have no shares', () => {
  const none = { avgMs: 0, p50Ms: 0, p95Ms: 0 };
  const phases = {
    ...{ way: none, agent: none, backendWait: none, modelQueue: none },
    ...{ modelLoad: none, prompt: none, generation: none },
  };
  expect(show(<SplitCard split={aSplit({ phases })} />, { api: anApi() }).textContent).not.toContain('NaN');
});
