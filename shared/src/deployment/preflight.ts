import { z } from 'zod';

export const PREFLIGHT_CHECKS = [
  'apis',
  'billing',
  'permissions',
  'gpuQuota',
  'memoryQuota',
  'names',
  'repository',
  'concurrency',
  'spending',
] as const;
export const preflightCheck = z.enum(PREFLIGHT_CHECKS);
export type PreflightCheck = z.infer<typeof preflightCheck>;

/** `blocked`: the deployment would fail. `unknown`: it could not be read, so nothing is promised. */
export const preflightFinding = z.strictObject({
  check: preflightCheck,
  status: z.enum(['ok', 'warning', 'blocked', 'unknown']),
  message: z.string().max(1_000),
  /** What to do about it; empty when there is nothing to do. */
  fix: z.string().max(1_000),
});
export type PreflightFinding = z.infer<typeof preflightFinding>;

/** What stands in the way of a deployment, found before anything costs money. */
export const preflightReport = z.strictObject({
  at: z.iso.datetime(),
  findings: z.array(preflightFinding),
});
export type PreflightReport = z.infer<typeof preflightReport>;

export function isBlocked({ findings }: Pick<PreflightReport, 'findings'>): boolean {
  return findings.some(({ status }) => status === 'blocked');
}
