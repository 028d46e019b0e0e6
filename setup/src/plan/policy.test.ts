import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingGrants, readPolicy, withGrants } from './policy.ts';

const role = fc.constantFrom('roles/a', 'roles/b', 'roles/c');
const member = fc.constantFrom(
  'user:x@example.com',
  'serviceAccount:y@example.com',
  'deleted:serviceAccount:y@example.com?uid=1',
);
const grants = fc.array(fc.record({ role, member }));
const policies = fc
  .record({
    etag: fc.string(),
    auditConfigs: fc.array(fc.string()),
    bindings: fc.array(
      fc.record(
        { role, members: fc.uniqueArray(member), condition: fc.record({ title: fc.string() }), note: fc.string() },
        { requiredKeys: ['role', 'members'] },
      ),
    ),
  })
  .map(readPolicy);

test('every grant is there afterwards, nothing is lost, and a second time adds nothing', () => {
  fc.assert(
    fc.property(policies, grants, (policy, wanted) => {
      const next = withGrants(policy, wanted);
      expect(missingGrants(next, wanted)).toEqual([]);
      expect(next).toMatchObject({ etag: policy.etag, auditConfigs: policy['auditConfigs'], version: 3 });
      policy.bindings.forEach((before, index) => {
        const after = next.bindings[index];
        expect({ ...after, members: after?.members.slice(0, before.members.length) }).toEqual(before);
        if (before.condition) expect(after).toEqual(before);
      });
      expect(withGrants(next, wanted)).toEqual(next);
    }),
  );
});
