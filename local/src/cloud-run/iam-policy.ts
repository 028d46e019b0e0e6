import { createHash } from 'node:crypto';

export interface Binding {
  readonly role?: string;
  readonly members?: readonly string[];
  readonly condition?: object;
}

export interface Policy {
  readonly version: number;
  readonly bindings: readonly Binding[];
}

const INVOKER_ROLES: ReadonlySet<string> = new Set(['roles/run.invoker', 'roles/run.admin']);
const ROLE = /^(roles\/[\w.]+|(projects|organizations)\/[^/]+\/roles\/[\w.]+)$/;
const MEMBER =
  /^(allUsers|allAuthenticatedUsers|(user|serviceAccount|group):[^@\s]+@[^@\s]+|domain:[^@\s]+|deleted:\S+|(principal|principalSet):\/\/\S+|project(Owner|Editor|Viewer):\S+)$/;

export const EMPTY_POLICY: Policy = { version: 1, bindings: [] };

/** A fingerprint of the policy, for optimistic concurrency. */
export function policyEtag(policy: Policy): Buffer {
  return createHash('sha256').update(JSON.stringify(policy.bindings)).digest().subarray(0, 8);
}

/** What IAM refuses about bindings; `null` when nothing. */
export function bindingProblem(bindings: readonly Binding[]): string | null {
  for (const { role = '', members = [] } of bindings) {
    if (!ROLE.test(role)) return `Role (${role}) is not supported for this resource.`;
    const member = members.find((name) => !MEMBER.test(name));
    if (member !== undefined)
      return `Invalid member: ${member || '(empty)'}. Expected for example serviceAccount:NAME@PROJECT.iam.gserviceaccount.com.`;
  }
  return null;
}

/** Bindings as IAM gives them back: one for a role, without those that name nobody. */
export function normalizeBindings(bindings: readonly Binding[]): readonly Binding[] {
  const merged = new Map<string, Binding>();
  for (const { role = '', members = [], condition } of bindings) {
    if (members.length === 0) continue;
    const key = JSON.stringify([role, condition ?? null]);
    const known = merged.get(key)?.members ?? [];
    merged.set(key, { role, members: [...new Set([...known, ...members])], ...(condition && { condition }) });
  }
  return [...merged.values()];
}

/** Whether anybody may invoke without saying who it is. */
export function isPublic(policy: Policy): boolean {
  return invokers(policy).includes('allUsers');
}

export function mayInvoke(policy: Policy, email: string): boolean {
  const members = invokers(policy);
  const wanted = [`serviceAccount:${email}`, `user:${email}`, `domain:${email.split('@')[1] ?? ''}`];
  return members.some(
    (member) => member === 'allAuthenticatedUsers' || member === 'allUsers' || wanted.includes(member),
  );
}

/** Conditional bindings grant nothing here: the twin cannot evaluate them. */
function invokers(policy: Policy): readonly string[] {
  return policy.bindings
    .filter(({ role = '', condition }) => INVOKER_ROLES.has(role) && !condition)
    .flatMap(({ members = [] }) => members);
}
