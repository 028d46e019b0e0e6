/** Every collection and document path of the product, once. */
export const COLLECTIONS = {
  deployments: 'deployments',
  services: 'services',
  agents: 'agents',
  timeline: 'timeline',
  loadTests: 'loadTests',
  loadTargets: 'loadTargets',
  loadSchedules: 'loadSchedules',
} as const;

export const SETTINGS_PATHS = { spending: 'settings/spending' } as const;

export function deploymentPath(deploymentId: string): string {
  return `${COLLECTIONS.deployments}/${deploymentId}`;
}

export function deploymentEventsPath(deploymentId: string): string {
  return `${deploymentPath(deploymentId)}/events`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function deploymentEventPath(deploymentId: string, seq: number): string {
  return `${deploymentEventsPath(deploymentId)}/${String(seq).padStart(6, '0')}`;
}

export function servicePath(region: string, name: string): string {
  return `${COLLECTIONS.services}/${region}~${name}`;
}

export function agentPath(agentServiceName: string): string {
  return `${COLLECTIONS.agents}/${agentServiceName}`;
}

export function agentVersionsPath(agentServiceName: string): string {
  return `${agentPath(agentServiceName)}/versions`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function agentVersionPath(agentServiceName: string, version: number): string {
  return `${agentVersionsPath(agentServiceName)}/${String(version).padStart(6, '0')}`;
}

export function timelinePath(entryId: string): string {
  return `${COLLECTIONS.timeline}/${entryId}`;
}

export function loadTestPath(loadTestId: string): string {
  return `${COLLECTIONS.loadTests}/${loadTestId}`;
}

export function loadShardsPath(loadTestId: string): string {
  return `${loadTestPath(loadTestId)}/shards`;
}

/** Zero-padded, so that document ids sort as numbers do. */
export function loadShardPath(loadTestId: string, index: number): string {
  return `${loadShardsPath(loadTestId)}/${String(index).padStart(2, '0')}`;
}

export function loadFiguresPath(loadTestId: string): string {
  return `${loadTestPath(loadTestId)}/figures/merged`;
}

export function loadTargetPath(region: string, name: string): string {
  return `${COLLECTIONS.loadTargets}/${region}~${name}`;
}

export function loadSchedulePath(scheduleId: string): string {
  return `${COLLECTIONS.loadSchedules}/${scheduleId}`;
}
