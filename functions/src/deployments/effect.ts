import type { Deployment, FailureRecord, GatePart, StepId } from '@proving-ground/shared';
import type { TrafficTarget } from '../gcp/cloud-run.ts';
import type { ImageKind } from '../gcp/source-archive.ts';

/** Something done to the cloud: at most one a round, each harmless when done twice. */
export type Effect =
  | { readonly kind: 'enableApis'; readonly step: StepId; readonly apis: readonly string[] }
  | { readonly kind: 'createRepository'; readonly step: StepId }
  | { readonly kind: 'uploadSource'; readonly step: StepId }
  | { readonly kind: 'createBuild'; readonly step: StepId; readonly image: ImageKind; readonly tag: string }
  | { readonly kind: 'cancelBuild'; readonly step: StepId; readonly buildId: string }
  | {
      readonly kind: 'applyService';
      readonly step: StepId;
      readonly image: ImageKind;
      readonly etag: string;
      readonly traffic: readonly TrafficTarget[];
    }
  | {
      readonly kind: 'setInvokers';
      readonly step: StepId;
      readonly image: ImageKind;
      /** Open to everybody or not; null: as before. */
      readonly isPublic: boolean | null;
    }
  | { readonly kind: 'verify'; readonly step: StepId }
  | { readonly kind: 'beginGatePart'; readonly step: StepId; readonly part: GatePart }
  | { readonly kind: 'stopGatePart'; readonly step: StepId; readonly loadTestId: string }
  | { readonly kind: 'deleteService'; readonly step: StepId; readonly image: ImageKind }
  | { readonly kind: 'deleteImages'; readonly step: StepId; readonly image: ImageKind }
  /** Alert policies and the uptime check of the pair. */
  | { readonly kind: 'deleteAlerts'; readonly step: StepId }
  | {
      readonly kind: 'shiftTraffic';
      readonly step: StepId;
      readonly image: ImageKind;
      readonly purpose: 'release' | 'restore';
      readonly etag: string;
      readonly traffic: readonly TrafficTarget[];
    };

/** What a step needs now. */
export type StepDecision =
  | { readonly kind: 'done'; readonly detail: string; readonly learned?: Learned }
  | { readonly kind: 'wait'; readonly detail: string; readonly lookAgainInMs: number; readonly learned?: Learned }
  | { readonly kind: 'act'; readonly detail: string; readonly effect: Effect; readonly learned?: Learned }
  | { readonly kind: 'fail'; readonly failure: FailureRecord; readonly learned?: Learned }
  | { readonly kind: 'skip'; readonly detail: string; readonly learned?: Learned };

/** Parts of the record that a step fills in. */
export type Learned = Partial<Pick<Deployment, 'builds' | 'revisions' | 'replaced' | 'verification' | 'gate'>>;
