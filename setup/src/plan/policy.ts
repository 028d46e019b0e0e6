import { z } from 'zod';

/** Who gets which role. */
export interface Grant {
  readonly role: string;
  readonly member: string;
}

/** Loose throughout: what somebody else put there goes back as it came. */
const binding = z.looseObject({
  role: z.string(),
  members: z.array(z.string()).default([]),
  condition: z.unknown().optional(),
});
const policySchema = z.looseObject({ bindings: z.array(binding).default([]), etag: z.string().optional() });
export type Policy = z.output<typeof policySchema>;

/** Reads a policy as an API gave it; null stands for one of something that is yet to be made. */
export function readPolicy(seen: unknown): Policy {
  return policySchema.parse(seen ?? {});
}

/** Which of the grants the policy lacks; one under a condition does not count. */
export function missingGrants(policy: Policy, grants: readonly Grant[]): readonly Grant[] {
  return grants.filter(
    ({ role, member }) =>
      !policy.bindings.some((each) => each.role === role && !each.condition && each.members.includes(member)),
  );
}

/**
 * The policy with the grants added and everything else as it was, etag included: a change by somebody else in between
 * makes the write fail instead of getting lost. Version 3 keeps conditions.
 * @see https://cloud.google.com/iam/docs/policies#etag
 * @see https://cloud.google.com/iam/docs/policies#versions
 */
export function withGrants(policy: Policy, grants: readonly Grant[]): Policy {
  const bindings = policy.bindings.map((each) => ({ ...each, members: [...each.members] }));
  for (const { role, member } of missingGrants(policy, grants)) {
    const existing = bindings.find((each) => each.role === role && !each.condition);
    if (existing) existing.members.push(member);
    else bindings.push({ role, members: [member] });
  }
  return { ...policy, bindings, version: 3 };
}
