/** Lets one directive of a policy reach further sources. @throws Error when the policy lacks the directive. */
export function widenDirective(policy: string, directive: string, sources: readonly string[]): string {
  let found = false;
  const parts = policy.split(';').map((part) => {
    const trimmed = part.trim();
    if (trimmed.split(/\s+/)[0] !== directive) return trimmed;
    found = true;
    return [trimmed, ...sources].join(' ');
  });
  if (!found) throw new Error(`The policy has no ${directive}: "${policy}"`);
  return parts.join('; ');
}
