import { z } from 'zod';

/** Roles as custom claims; each includes the ones before it. */
export const ROLES = ['viewer', 'operator', 'owner'] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

/** Whether somebody with `held` may do what needs `needed`. */
export function roleIncludes(held: Role | null | undefined, needed: Role): boolean {
  return held != null && ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
