import type { Google } from '../google/google.ts';
import type { Check } from './check-project.ts';
import type { Files } from './files.ts';
import type { StepReport } from './step-report.ts';

/** What a run tells of itself while it goes on. */
export type Event =
  | { readonly kind: 'checked'; readonly check: Check }
  | { readonly kind: 'planned'; readonly steps: readonly StepReport[] }
  | { readonly kind: 'begun'; readonly title: string }
  | { readonly kind: 'waiting'; readonly title: string; readonly seconds: number; readonly why: string }
  | { readonly kind: 'done'; readonly step: StepReport };

/** All that a run touches outside itself. */
export interface World {
  readonly google: Google;
  readonly files: Files;
  readonly pause: (ms: number) => Promise<void>;
  readonly tell: (event: Event) => void;
}
