import { type AgentProfile, type AgentVersion, Failure } from '@proving-ground/shared';
import { stableHash } from '../platform/stable-hash.ts';

/** A profile that somebody wants to keep as the next version. */
export interface AgentDraft {
  readonly agentServiceName: string;
  /** The newest version the author has seen; 0 without one. */
  readonly latestVersion: number;
  readonly profile: AgentProfile;
  readonly note: string;
  readonly savedBy: AgentVersion['savedBy'];
  readonly now: Date;
}

/**
 * The version that a draft becomes, or the newest one when that says the same. Pure.
 * @throws Failure aborted when there is a newer version than the author has seen
 */
export function decideAgentVersion(
  draft: AgentDraft,
  latest: AgentVersion | null,
): { readonly saved: AgentVersion; readonly created: boolean } {
  const { agentServiceName, latestVersion, profile, note, savedBy, now } = draft;
  // Also the same call again: its first answer was lost, its version was not.
  if (latest && stableHash(latest.profile) === stableHash(profile)) return { saved: latest, created: false };
  const version = latest?.version ?? 0;
  if (version !== latestVersion) throw savedMeanwhile(agentServiceName, latest);
  const savedAt = now.toISOString();
  return { saved: { agentServiceName, version: version + 1, profile, note, savedBy, savedAt }, created: true };
}

function savedMeanwhile(agentServiceName: string, latest: AgentVersion | null): Failure {
  const newest = latest
    ? `Version ${latest.version} of ${agentServiceName} was saved by ${latest.savedBy.email ?? latest.savedBy.uid} meanwhile.`
    : `There is no version of ${agentServiceName} yet.`;
  return new Failure({
    code: 'aborted',
    reason: 'SAVED_MEANWHILE',
    message: newest,
    nextStep: 'Compare your text with the newest version, then save again.',
    retryable: false,
  });
}
