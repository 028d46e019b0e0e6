import type { GpuPrices, LiveService } from '@proving-ground/shared';
import type { ImageKind } from '../gcp/source-archive.ts';

/** Something that was asked; what could not be read says why. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** A service by the name that a deployment wants. */
export type NameSight = 'free' | 'ours' | 'foreign';

/** All that a preflight judges by, as it was read. */
export interface ProjectSight {
  readonly disabledApis: Read<readonly string[]>;
  readonly billingEnabled: Read<boolean>;
  readonly missingPermissions: Read<readonly string[]>;
  /** GPUs of the wanted type that Cloud Run may have in the region; null: the API names none. */
  readonly gpuQuota: Read<number | null>;
  readonly memoryQuotaBytes: Read<number | null>;
  readonly names: Read<Readonly<Record<ImageKind, NameSight>>>;
  readonly repositoryExists: Read<boolean>;
  readonly services: readonly LiveService[];
  readonly capUsd: number | null;
  /** Of GPUs without a list price, as owners say. */
  readonly prices: GpuPrices;
}
