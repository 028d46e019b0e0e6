import type { Decision, Step } from '../plan/step.ts';

export type StepState =
  | 'already there'
  | 'would create'
  | 'created'
  | 'by hand'
  /** It stands in the way: nothing was changed. */
  | 'blocked'
  | 'failed'
  | 'not reached';

/** One step as it is shown, planned or done. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly detail: string;
  /** What the reader has to do about it; empty when nothing. */
  readonly fix: string;
}

const STATES = { there: 'already there', change: 'would create', byHand: 'by hand', blocked: 'blocked' } as const;

/** What a decision comes to before anything was done. */
export function plannedReport({ id, title }: Step, decision: Decision): StepReport {
  const fix = decision.kind === 'blocked' ? decision.fix : decision.kind === 'byHand' ? decision.link : '';
  return { id, title, state: STATES[decision.kind], detail: decision.detail, fix };
}
