import type { Deployment, PreflightFinding, StepId } from '@proving-ground/shared';
import type { GateSight } from '../gate/gate-sight.ts';
import type { ObservedBuild } from '../gcp/cloud-build.ts';
import type { ObservedService } from '../gcp/cloud-run.ts';
import type { ObservedInvokers } from '../gcp/run-invokers.ts';
import type { ImageKind } from '../gcp/source-archive.ts';

/** What was read from the cloud for the steps that are at work; absent: not needed now. */
export interface Observation {
  readonly disabledApis?: readonly string[];
  /** What stands in the way; read once all APIs are enabled. */
  readonly findings?: readonly PreflightFinding[];
  readonly repositoryExists?: boolean;
  readonly archivesPresent?: boolean;
  /** Null: no build carries the tag of this deployment, step and attempt. */
  readonly builds: Readonly<Partial<Record<ImageKind, Observed<ObservedBuild | null>>>>;
  readonly services: Readonly<Partial<Record<ImageKind, Observed<ObservedService>>>>;
  readonly invokers: Readonly<Partial<Record<ImageKind, ObservedInvokers>>>;
  readonly gate?: GateSight;
  /** Whether the repository holds images of that name. */
  readonly images?: Readonly<Record<ImageKind, boolean>>;
  /** What still watches the pair, by what people call it. */
  readonly alerts?: readonly string[];
}

/** Something read, with the end of its log where it failed. */
export interface Observed<T> {
  readonly value: T;
  readonly logTail: readonly string[];
}

/** Of a log that explains a failure. */
export const LOG_TAIL_LINES = 30;

export const NOTHING_OBSERVED: Observation = { builds: {}, services: {}, invokers: {} };

export const BUILD_STEPS = { buildBackend: 'backend', buildAgent: 'agent' } as const satisfies Partial<
  Record<StepId, ImageKind>
>;

/** How a build of ours is recognised in Cloud Build. */
export function buildTag(deployment: Deployment, step: keyof typeof BUILD_STEPS): string {
  return `pg-${deployment.id}-${BUILD_STEPS[step].toLowerCase()}-${Math.max(1, deployment.steps[step].attempt)}`;
}

/** The deployment a build's tags speak of, if it is one of ours. */
export function deploymentIdOfTags(tags: readonly string[]): string | null {
  for (const tag of tags) {
    const match = /^pg-([a-z0-9]+)-(backend|agent)-\d+$/.exec(tag);
    if (match?.[1]) return match[1];
  }
  return null;
}
