import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { buildTag, deploymentIdOfTags } from './observation.ts';

describe('the tag of a build', () => {
  test('names deployment, image and attempt, in letters Cloud Build allows', () => {
    const deployment = aDeployment({ id: 'abc', steps: { buildAgent: { attempt: 2 } } });
    expect(buildTag(deployment, 'buildAgent')).toBe('pg-abc-agent-2');
    expect(buildTag(deployment, 'buildBackend')).toBe('pg-abc-backend-1');
    expect(buildTag(deployment, 'buildBackend')).toMatch(/^[\w][\w.-]{0,127}$/);
  });

  test('stays the same from before the attempt is on record until after', () => {
    expect(buildTag(aDeployment({ steps: { buildAgent: { attempt: 1 } } }), 'buildAgent')).toBe(
      buildTag(aDeployment({ steps: { buildAgent: { attempt: 0 } } }), 'buildAgent'),
    );
  });

  test('leads back to the deployment, wherever among the tags it is', () => {
    const tag = buildTag(aDeployment({ id: '0a9f' }), 'buildAgent');
    expect(deploymentIdOfTags(['proving-ground', tag])).toBe('0a9f');
  });

  test.each([
    [[]],
    [['proving-ground']],
    [['pg--agent-1']],
    [['pg-abc-other-1']],
    [['pg-abc-agent-x']],
    [['x-pg-abc-agent-1']],
    [['pg-../../x-agent-1']],
  ])('foreign tags %j lead nowhere', (tags) => {
    expect(deploymentIdOfTags(tags)).toBeNull();
  });
});
