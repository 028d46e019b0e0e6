import { type AgentProfile, type AgentVersion, type LiveService, SHIPPED_PROFILE } from '@proving-ground/shared';

/** A version that can be shown, edited and released; 0 is the profile that the image ships. */
export interface SavedVersion {
  readonly version: number;
  readonly profile: AgentProfile;
  /** Null for the one that nobody saved. */
  readonly saved: Pick<AgentVersion, 'note' | 'savedBy' | 'savedAt'> | null;
}

const SHIPPED: SavedVersion = { version: 0, profile: SHIPPED_PROFILE, saved: null };

/** All versions of an agent, newest first; the shipped profile is always the last. */
export function savedVersions(versions: readonly AgentVersion[]): readonly [SavedVersion, ...SavedVersion[]] {
  const [newest, ...older] = versions
    .map(({ version, profile, note, savedBy, savedAt }) => ({ version, profile, saved: { note, savedBy, savedAt } }))
    .sort((a, b) => b.version - a.version);
  return newest ? [newest, ...older, SHIPPED] : [SHIPPED];
}

/** What a version is called. */
export function versionName(version: number): string {
  return version === 0 ? 'Shipped profile' : `Version ${version}`;
}

/** The same within a sentence. */
export function inSentence(version: number): string {
  return version === 0 ? 'the shipped profile' : `version ${version}`;
}

/** Where an agent of that name is live, and with which version. */
export interface LiveVersion {
  readonly region: string;
  readonly deploymentId: string;
  readonly version: number;
}

export function liveVersions(services: readonly LiveService[], agentServiceName: string): readonly LiveVersion[] {
  return services.flatMap(({ kind, name, region, current }) =>
    kind === 'agent' && name === agentServiceName && current
      ? [{ region, deploymentId: current.deploymentId, version: current.agentVersion?.version ?? 0 }]
      : [],
  );
}

/** The deploy form, set to release a version where the agent is live. */
export function releaseHref({ deploymentId }: LiveVersion, version: number): string {
  return `/deploy?from=${deploymentId}&agentVersion=${version}`;
}
