import type { GoogleRequest } from '../google/google.ts';

/** A call or a file that changes something. */
export type Change =
  | {
      readonly kind: 'request';
      readonly request: GoogleRequest;
      /** The call only begins it: the API's version under which its operation is watched. */
      readonly operation?: 'v1' | 'v1beta1';
    }
  | { readonly kind: 'file'; readonly path: string; readonly text: string };

export type Decision =
  | { readonly kind: 'there'; readonly detail: string }
  | { readonly kind: 'change'; readonly detail: string; readonly change: Change }
  | { readonly kind: 'byHand'; readonly detail: string; readonly link: string }
  /** It stands in the way, and setup will not remove it. */
  | { readonly kind: 'blocked'; readonly detail: string; readonly fix: string };

/** One thing that has to be there: how it is looked at, and what follows from what is seen. */
export interface Step {
  readonly id: string;
  /** What it is about, for example `Bucket my-project-proving-ground`. */
  readonly title: string;
  readonly look:
    | { readonly kind: 'request'; readonly request: GoogleRequest }
    | { readonly kind: 'file'; readonly path: string };
  /** Pure; null stands for something that is not there. */
  readonly decide: (seen: unknown) => Decision;
  /** What to do when the API refuses the caller. */
  readonly fixWhenRefused: string;
  /** Answers that the API also gives while it has not heard yet of what was made a moment ago. */
  readonly passingStatuses?: readonly number[];
}

/** The usual reason for a refusal. */
export function needsRole(role: string): string {
  return `Give your account ${role} on the project (roles/owner has it too), then run setup again.`;
}
