import type { Deployment, DeploymentEvent } from '@proving-ground/shared';
import type { Save } from '../../deployments/record-after-save.ts';
import type { ClaimRequest } from '../../platform/lease.ts';
import type { DeploymentStore } from '../../store/deployment-store.ts';
import { aDeployment, STARTED_AT } from '../a-deployment.ts';

export interface StoreUnderTest {
  readonly store: DeploymentStore;
  readonly events: (id: string) => Promise<readonly DeploymentEvent[]>;
}

export type OpenStore = () => Promise<StoreUnderTest>;

export const REGION = 'europe-west1';
export const AGENT = 'production-adk-agent';
export const BACKEND = 'ollama-gemma3-270m-gpu';

export const inSeconds = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);

export const claimAt = (id: string, seconds: number, plannedAtEpoch: number | null = null): ClaimRequest => ({
  id,
  now: inSeconds(seconds),
  leaseUntil: inSeconds(seconds + 60),
  plannedAtEpoch,
});

export const saving = (next: Deployment, rest: Partial<Save> = {}): Save => ({
  next,
  events: [],
  now: inSeconds(1),
  leaseUntil: null,
  nextLookAt: inSeconds(5),
  ...rest,
});

export const say = (message: string) => ({ step: null, level: 'info' as const, message });

/** Takes the lease, which must be free. */
export async function claimed(store: DeploymentStore, id: string, seconds = 0): Promise<Deployment> {
  const claim = await store.claim(claimAt(id, seconds));
  if (claim.kind !== 'claimed') throw new Error(`Expected the lease, got ${claim.kind}.`);
  return claim.record;
}

/** A store with one planned deployment. */
export async function storeWithOne(open: OpenStore) {
  const deployment = aDeployment();
  const { store, events } = await open();
  await store.create(deployment);
  return { store, events, id: deployment.id, deployment };
}
