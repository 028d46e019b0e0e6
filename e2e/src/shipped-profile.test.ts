import { SHIPPED_PROFILE } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { SHIPPED_PROFILE as OF_THE_IMAGE } from '../../agent/src/agent/profile.ts';

// The agent's image knows nothing of ours, so both have the text: what the console compares with must be what answers.
test('the profile that the console knows as shipped is the one in the image', () => {
  const { checks: _ours, ...shipped } = SHIPPED_PROFILE;
  expect(OF_THE_IMAGE).toEqual(shipped);
});
