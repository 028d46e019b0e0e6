import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentId } from './session-names.ts';

test('ordinary ids stay as they are', () => {
  for (const id of ['u1', 'chat-7f8a3c52-0-1', 'production_agent']) expect(documentId(id)).toBe(id);
});

test('whatever the id, the name is one that Firestore takes, and no two ids share one', () => {
  const id = fc.string({ unit: fc.constantFrom('a', '/', '.', '_', '%', '~', 'ü', ' ', '2E', '`'), maxLength: 8 });
  fc.assert(
    fc.property(id, id, (one, other) => {
      const [first, second] = [documentId(one), documentId(other)];
      if (one === '') expect(first).toBeNull();
      else expect(first).toMatch(/^(?!\.)(?!__.*__$)[A-Za-z0-9_.~!*'()-]+$/);
      expect(first === second).toBe(one === other);
    }),
  );
});
