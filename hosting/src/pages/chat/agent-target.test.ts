import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { agentTargets, chooseTarget } from './agent-target.ts';

const first = aLiveService('agent', { name: 'first' });
const second = aLiveService('agent', { name: 'second', region: 'us-east4' });

test('only agents that serve can be talked to', () => {
  const services = [aLiveService('backend'), aLiveService('agent', { name: 'new', current: null }), first];
  expect(agentTargets(services).map(({ key }) => key)).toEqual(['europe-west1~first']);
});

test.each([
  ['us-east4~second', 'us-east4~second'],
  ['us-east4~gone', 'europe-west1~first'],
  [undefined, 'europe-west1~first'],
])('%s in the address chooses %s', (wanted, key) => {
  expect(chooseTarget(agentTargets([first, second]), wanted)?.key).toBe(key);
});

test('without agents there is none to choose', () => {
  expect(chooseTarget([], undefined)).toBeNull();
});
