import { SHIPPED_PROFILE } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profileChanges } from './profile-changes.ts';

test('only what differs is shown, word by word', () => {
  const after = { ...SHIPPED_PROFILE, description: 'A grumpy zoo tour guide who knows animals in general.' };
  expect(profileChanges(SHIPPED_PROFILE, after)).toEqual([
    {
      title: 'Description',
      parts: [
        { kind: 'same', text: 'A ' },
        { kind: 'removed', text: 'friendly' },
        { kind: 'added', text: 'grumpy' },
        { kind: 'same', text: ' zoo tour guide who knows animals in general.' },
      ],
    },
  ]);
  expect(profileChanges(SHIPPED_PROFILE, SHIPPED_PROFILE)).toEqual([]);
});

test('whatever the texts: what was and what is can be read back from the parts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (was, is) => {
      const changes = profileChanges({ ...SHIPPED_PROFILE, persona: was }, { ...SHIPPED_PROFILE, persona: is });
      const without = (kind: 'added' | 'removed') =>
        changes[0]?.parts.flatMap((part) => (part.kind === kind ? [] : part.text)).join('');
      expect([without('added'), without('removed')]).toEqual(was === is ? [undefined, undefined] : [was, is]);
    }),
  );
});
