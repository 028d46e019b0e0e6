import type { Operations } from '../grpc/operations.ts';
import type { ImageStore } from '../images/image.ts';
import type { Fronts } from './fronts.ts';
import type { RevisionRuntime } from './revision-runtime.ts';
import type { ServiceStore } from './service-store.ts';

/** What every RPC and every roll-out works with. */
export interface RunState {
  readonly projectId: string;
  readonly defaultServiceAccount: string;
  readonly images: Pick<ImageStore, 'resolve'>;
  readonly store: ServiceStore;
  readonly runtime: RevisionRuntime;
  readonly fronts: Fronts;
  readonly operations: Operations;
  readonly now: () => Date;
  /** Work that goes on after the answer; awaited when the twin stops. */
  background(work: Promise<void>): void;
}
