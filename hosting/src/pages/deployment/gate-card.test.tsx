// @vitest-environment happy-dom
import { deploymentSpec, gateStatus } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { aCriterion, aGate, aGatePart } from '../../testing/a-gate.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { aLivePair, openDeploymentPage } from '../../testing/open-deployment-page.tsx';

const spec = deploymentSpec.parse({ gate: {} });

test.each(gateStatus.options)('a gate that is %s is shown accessibly, with its reason', async (status) => {
  const { root } = openDeploymentPage(aLivePair({ spec, gate: aGate({ status }) }));
  expect(root.textContent).toContain('Every limit holds after 4 rounds.');
  await expectAccessible(root);
});

test('an address that names the gate brings it into view, any other does not', () => {
  const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue(undefined);
  const deployment = aLivePair({ spec, gate: aGate() });
  openDeploymentPage(deployment);
  expect(scroll).not.toHaveBeenCalled();
  const { root } = openDeploymentPage(deployment, { path: '/deployments/d1#gate' });
  expect(scroll.mock.contexts).toEqual([root.querySelector('#gate')]);
  scroll.mockRestore();
});

test('a deployment without a gate shows none, and no step for one', () => {
  const { root } = openDeploymentPage(aLivePair());
  expect(root.textContent).not.toContain('Load gate');
  expect(root.textContent).not.toContain('Compare under load');
});

test('before the first verdict it says when that comes, and leads to the load test that runs', () => {
  const running = aGatePart({ round: 0, status: 'running', figures: null });
  const gate = aGate({ status: 'running', criteria: [], parts: [running], reason: 'Warming up.' });
  const { root, link } = openDeploymentPage(aLivePair({ status: 'running', endedAt: null, spec, gate }));
  expect(root.textContent).toContain('The first verdict comes after 4 rounds.');
  expect(root.textContent).toContain('Warm-up');
  expect(link('Running now').getAttribute('href')).toBe('/load-tests/part1');
});

test('each limit says what was, what is, where the truth may lie and what is allowed', () => {
  const criteria = [
    aCriterion(),
    aCriterion({
      id: 'errorRate',
      old: 0.01,
      new: 0.1,
      observed: 0.09,
      low: 0.05,
      high: 0.14,
      limit: 0.02,
      verdict: 'violates',
    }),
    aCriterion({
      id: 'goodput',
      old: 4,
      new: 3.9,
      observed: 0.97,
      low: 0.8,
      high: 1.2,
      limit: 0.9,
      verdict: 'unclear',
    }),
    aCriterion({ id: 'ttftP95', old: null, new: null, observed: null, low: null, high: null, verdict: 'unclear' }),
  ];
  const { root } = openDeploymentPage(
    aLivePair({ status: 'failed', spec, gate: aGate({ status: 'refused', criteria }) }),
  );
  const texts = [...root.querySelectorAll('.gate-criteria li')].map(({ textContent }) => textContent);
  expect(texts[0]).toBe(
    '95th percentile of the answersHolds1.00 s before, 1.05 s now+5 % (between −5 % and +16 %)at most +20 % allowed',
  );
  expect(texts[1]).toContain(
    'Missed1.0 % before, 10.0 % now+9.0 points (between +5.0 points and +14.0 points)at most +2.0 points allowed',
  );
  expect(texts[2]).toContain('Not clear4.00/s before, 3.90/s now−3 % (between −20 % and +20 %)at least −10 % allowed');
  expect(texts[3]).toContain('– before, – nowCould not be compared');
  expect(root.querySelectorAll('.gate-bar')).toHaveLength(3);
});

test('a round that is not whole is said not to count', () => {
  const parts = [aGatePart(), aGatePart({ side: 'new', loadTestId: 'part2', status: 'lost', figures: null })];
  const { root, link } = openDeploymentPage(aLivePair({ spec, gate: aGate({ parts }) }));
  expect(root.querySelectorAll('tbody tr')[0]?.textContent).toContain('1 not counted');
  expect(link('Not whole').getAttribute('href')).toBe('/load-tests/part2');
});

describe('a pair that its gate left to a person', () => {
  test('says why it waits, and can be promoted', () => {
    const { root, buttons } = openDeploymentPage(
      aLivePair({ status: 'held', spec, gate: aGate({ status: 'undecided' }) }),
    );
    expect(root.textContent).toContain('The load gate has not enough evidence');
    expect(buttons()).toContain('Promote');
  });
});
