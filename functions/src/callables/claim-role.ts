import { type CallableResponse, ROLES, type Role } from '@proving-ground/shared';
import type { Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import type { SetRoleClaim } from '../platform/role-claims.ts';

export type RoleEmails = Readonly<Record<Role, readonly string[]>>;

/** The highest role that the project's lists give an e-mail address; only a verified one counts. */
export function roleFor(caller: Pick<Caller, 'email' | 'emailVerified'>, emails: RoleEmails): Role | null {
  const { email, emailVerified } = caller;
  if (!email || !emailVerified) return null;
  return ROLES.findLast((role) => emails[role].includes(email.toLowerCase())) ?? null;
}

/** Brings the caller's claim in line with the project's lists: also away, when an address was taken off them. */
export async function claimRole(input: {
  readonly caller: Caller;
  readonly emails: RoleEmails;
  readonly setRoleClaim: SetRoleClaim;
  readonly log: Log;
}): Promise<CallableResponse<'claimRole'>> {
  const { caller, emails, setRoleClaim, log } = input;
  const role = roleFor(caller, emails);
  if (role !== caller.role) {
    await setRoleClaim(caller.uid, role);
    log.info('role.claimed', { uid: caller.uid, role, before: caller.role });
  }
  return { role };
}

/** What a change of somebody's role is called in the history. */
export function roleTitle(
  { email, uid, role: before }: Pick<Caller, 'email' | 'uid' | 'role'>,
  role: Role | null,
): string {
  const who = email ?? uid;
  if (role === null) return `${who} lost the role ${before ?? ''}`;
  return before === null ? `${who} got the role ${role}` : `${who} became ${role}, after ${before}`;
}
