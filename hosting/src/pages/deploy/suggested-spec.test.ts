import { deploymentSpec } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { suggestedHref, suggestedSpec } from './suggested-spec.ts';

const spec = deploymentSpec.parse({ scope: 'pair' });
const suggestion = { backend: { concurrency: 6, parallelRequests: 3, maxInstances: 5 }, agent: { maxInstances: 2 } };
const queryOf = (href: string) => Object.fromEntries(new URL(href, 'http://x').searchParams);

test('what a search suggests fills in the form, on the settings of what was measured', () => {
  const query = queryOf(suggestedHref('d1', suggestion));
  expect(query['from']).toBe('d1');
  expect(suggestedSpec(spec, query)).toEqual({
    ...spec,
    scope: 'settings',
    backend: { ...spec.backend, ...suggestion.backend },
    agent: { ...spec.agent, maxInstances: 2 },
  });
});

test('nonsense in the address suggests nothing', () => {
  expect(suggestedSpec(spec, { from: 'd1' })).toBeNull();
  expect(suggestedSpec(spec, { scope: 'settings', concurrency: 'many' })).toBeNull();
  expect(suggestedSpec(spec, { scope: 'settings', concurrency: '1', parallelRequests: '9' })).toBeNull();
});
