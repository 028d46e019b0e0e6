import { z } from 'zod';
import { MANAGED_LABEL } from '../gcp/cloud-run.ts';
import { stableHash } from '../platform/stable-hash.ts';
import type { WatchedPair } from './watched-pair.ts';

const labelsOfPair = z.object({
  'managed-by': z.literal(MANAGED_LABEL['managed-by']),
  kind: z.string(),
  region: z.string(),
  service: z.string(),
  /** The release that an alert policy was last written for. */
  'deployment-id': z.string().default(''),
  content: z.string().default(''),
});

/** What a resource of ours in Cloud Monitoring is for. */
export interface PairResource {
  /** Two of the same key are one too many. */
  readonly key: string;
  readonly content: string;
  readonly kind: string;
  readonly region: string;
  /** The agent. */
  readonly service: string;
  readonly deploymentId: string;
}

/** What a resource is for, read from its user labels; `null` for one that is not ours. */
export function readPairLabels(labels: Readonly<Record<string, string>>): PairResource | null {
  const { data } = labelsOfPair.safeParse(labels);
  if (!data) return null;
  const { kind, region, service, content } = data;
  const key = pairKey({ kind, region, service });
  return { key, content, kind, region, service, deploymentId: data['deployment-id'] };
}

export function pairKey(one: Pick<PairResource, 'kind' | 'region' | 'service'>): string {
  return `${one.kind} ${one.region} ${one.service}`;
}

/**
 * Labels by which a resource of a pair is found again. Values have at most 63 lower-case letters, digits and dashes,
 * as Cloud Monitoring wants them; names of services and regions are such.
 */
export function pairLabels(kind: string, { region, agent, backend }: WatchedPair): Readonly<Record<string, string>> {
  return { ...MANAGED_LABEL, kind, region, service: agent, backend };
}

/** Short enough for a label, long enough to tell any two contents apart. */
const HASH_LENGTH = 16;

/**
 * Adds a label that tells whether a resource is as it should be. What Cloud Monitoring fills in, hides or what somebody
 * changed by hand is not compared.
 */
export function stamped<T extends { readonly userLabels: Readonly<Record<string, string>> }>(body: T): T {
  return { ...body, userLabels: { ...body.userLabels, content: shortHash(body) } };
}

export function shortHash(value: unknown): string {
  return stableHash(value).slice(0, HASH_LENGTH);
}
