import type { GateFigures, LoadTest, LoadTestTarget } from '@proving-ground/shared';

/** Whom a gate compares. */
export type GateSides =
  | { readonly kind: 'known'; readonly old: LoadTestTarget; readonly new: LoadTestTarget }
  /** The new revision is the first of its service. */
  | { readonly kind: 'nobodyServes' }
  /** A revision has the traffic that our own record of the service does not know. */
  | { readonly kind: 'strangerServes'; readonly revision: string };

/** What the load test of a gate's newest part has come to. */
export interface PartSight {
  readonly status: LoadTest['status'];
  /** Once it has ended with whole figures. */
  readonly figures: GateFigures | null;
  /** Why it has none, in one sentence. */
  readonly why: string;
}

/** What was read for a gate. */
export interface GateSight {
  /** Absent once they are on record. */
  readonly sides?: GateSides;
  /** Null: it has not been started. */
  readonly part: PartSight | null;
  /** A load test or capacity search of somebody else, at work on the agent. */
  readonly otherTestId: string | null;
}
