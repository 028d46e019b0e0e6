import type { PreflightFinding } from '@proving-ground/shared';
import type { Read } from './project-sight.ts';

/** What one check came to. */
export type Verdict = Omit<PreflightFinding, 'check'>;

export function ok(message: string): Verdict {
  return { status: 'ok', message, fix: '' };
}

/** A verdict on what was read; what could not be read blocks nothing, and says which role it would take. */
export function judged<T>(read: Read<T>, needs: string, judge: (value: T) => Verdict): Verdict {
  if (read.ok) return judge(read.value);
  return {
    status: 'unknown',
    message: `It could not be read: ${read.why}`.slice(0, 1_000),
    fix: `Give the functions' account ${needs} to have this checked; the deployment goes on without it.`,
  };
}
