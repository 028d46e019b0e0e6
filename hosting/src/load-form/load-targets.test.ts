import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { loadTargetChoices, targetKey, targetName, targetText } from './load-targets.ts';

test('every live agent can be tested, with the model server it was deployed with', () => {
  const choices = loadTargetChoices(
    [
      aLiveService('backend', { name: 'b' }),
      aLiveService('agent', { name: 'a' }),
      aLiveService('agent', {
        name: 'alone',
        region: 'us-east4',
        current: { deploymentId: 'd0', since: '2026-02-01T10:00:00.000Z' },
      }),
      aLiveService('agent', { name: 'new', current: null }),
    ],
    {},
  );
  expect(choices.map(({ key, target }) => [key, target.backend?.name])).toEqual([
    ['europe-west1~a', 'b'],
    ['us-east4~alone', undefined],
  ]);
});

test('a choice reads well and goes back into a name', () => {
  const [choice] = loadTargetChoices([aLiveService('agent')], {});
  expect(choice && targetText(choice.target)).toBe('production-adk-agent in europe-west1, Gemma 3 270M');
  expect(targetName(targetKey('us-east4', 'a'))).toEqual({ region: 'us-east4', agentServiceName: 'a' });
});
