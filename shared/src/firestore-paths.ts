/** Every collection and document path of the product, once. */
export const COLLECTIONS = {
  deployments: 'deployments',
  services: 'services',
} as const;

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
