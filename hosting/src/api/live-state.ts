import type { ReadonlySignal } from '@preact/signals';
import type { FailureRecord } from '@proving-ground/shared';

/** What is known of something that changes on the server. */
export type LiveState<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly failure: FailureRecord };

/** Listens while somebody reads the state, and only then. */
export interface Live<T> {
  readonly state: ReadonlySignal<LiveState<T>>;
  /** Listens anew after a failure. */
  readonly retry: () => void;
}

export interface LiveList<T> {
  readonly items: readonly T[];
  /** Documents that do not have the expected shape: said, not shown. */
  readonly unreadableIds: readonly string[];
}
