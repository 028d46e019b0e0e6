// @vitest-environment happy-dom
import { deploymentSpec, KIND_STEPS } from '@proving-ground/shared';
import { aStep } from '@proving-ground/shared/testing/a-deployment';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { aLivePair, openDeploymentPage, REVISION } from '../../testing/open-deployment-page.tsx';

const held = aLivePair({ status: 'held' });

describe('the tags of a pair', () => {
  test('shows where both services answer by their tags, each to be copied, and that they are private', async () => {
    const backend = { ...REVISION, revision: 'ollama-d1', tagUrl: 'https://rd1---o.example.com' };
    const { root, button } = openDeploymentPage({ ...held, revisions: { backend, agent: REVISION } });
    expect(root.textContent).toContain('rd1---a.example.com');
    expect(root.textContent).toContain('rd1---o.example.com');
    expect(root.textContent).toContain('Both services are private');
    expect(button("Copy the agent's tag URL").disabled).toBe(false);
    expect(button("Copy the model server's tag URL").disabled).toBe(false);
    await expectAccessible(root);
  });

  test('with a public agent claims privacy for the model server alone', () => {
    const { root } = openDeploymentPage({ ...held, spec: deploymentSpec.parse({ agent: { isPublic: true } }) });
    expect(root.textContent).toContain('The model server is private');
    expect(root.textContent).not.toContain('Both services are private');
  });
});

describe('a deployment that builds nothing', () => {
  const switched = aLivePair({ id: 'd1', kind: 'switch', pairOf: 'd0' });

  test.each([
    ['live', 'Rollback to Gemma 3 270M in europe-west1', 'Brings backd0, '],
    ['held', 'Promotion of Gemma 3 270M in europe-west1', 'Promotesd0, '],
  ] as const)('of a pair that is %s says so, and leads to it', (status, title, fact) => {
    const { root, link } = openDeploymentPage(switched, { others: [aLivePair({ id: 'd0', status })] });
    expect(root.querySelector('h1')?.textContent).toBe(title);
    expect(root.textContent).toContain(fact);
    expect(link('d0').getAttribute('href')).toBe('/deployments/d0');
  });

  test('of a pair that cannot be read says no more than is known', async () => {
    const { root, link } = openDeploymentPage(switched);
    expect(root.querySelector('h1')?.textContent).toBe('Traffic moved to Gemma 3 270M in europe-west1');
    expect(link('d0').getAttribute('href')).toBe('/deployments/d0');
    await expectAccessible(root);
  });

  test('shows what it did not need in one line, and no way to deploy it again', () => {
    const skipped = aStep({ status: 'skipped', detail: 'The pair is there already.' });
    const left = KIND_STEPS.deploy.filter((step) => !KIND_STEPS.switch.includes(step));
    const { root } = openDeploymentPage({
      ...switched,
      steps: { ...switched.steps, ...Object.fromEntries(left.map((step) => [step, skipped])) },
    });
    const steps = [...root.querySelectorAll('.step')].map(({ textContent }) => textContent);
    expect(steps).toHaveLength(4);
    expect(steps[1]).toBe('8 steps not neededSkippedThe pair is there already.');
    expect(root.textContent).not.toContain('Deploy again with changes');
  });

  test('that deletes is named so', () => {
    const { root, link } = openDeploymentPage(aLivePair({ kind: 'delete', status: 'deleted', pairOf: 'd0' }));
    expect(root.querySelector('h1')?.textContent).toBe('Deletion of Gemma 3 270M in europe-west1');
    expect(link('d0').getAttribute('href')).toBe('/deployments/d0');
    expect(root.textContent).not.toContain('Agent by its tag');
  });
});

describe('what a release replaced', () => {
  const replaced = { backend: 'ollama-b9', agent: 'agent-a9', wasPublic: false };
  const made = (id: string, agent: string, step: 'done' | 'skipped') =>
    aLivePair({
      id,
      revisions: { backend: null, agent: { ...REVISION, revision: agent } },
      steps: { ...aLivePair().steps, deployAgent: aStep({ status: step }) },
    });

  test('is named with the deployment that made it, and not with those that only used it', () => {
    const others = [made('d9', 'agent-a9', 'skipped'), made('d8', 'agent-a9', 'done'), made('d7', 'agent-a7', 'done')];
    const { root, link } = openDeploymentPage(aLivePair({ replaced }), { others });
    expect(root.textContent).toContain('Replacedrevision agent-a9 of deployment d8');
    expect(link('deployment d8').getAttribute('href')).toBe('/deployments/d8');
    expect(root.textContent).toContain('Replaced model serverrevision ollama-b9');
  });

  test('does not count a model server that stayed', () => {
    const backend = { ...REVISION, revision: 'ollama-b9' };
    const { root } = openDeploymentPage(aLivePair({ replaced, revisions: { backend, agent: REVISION } }));
    expect(root.textContent).toContain('Replacedrevision agent-a9');
    expect(root.textContent).not.toContain('Replaced model server');
  });
});
