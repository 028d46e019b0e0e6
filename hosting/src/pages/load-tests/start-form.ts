import { CALLABLES, type LoadTest } from '@proving-ground/shared';
import type { z } from 'zod';
import { numberOf } from '../../format/number-of.ts';
import { type LoadForm, loadFormOf } from '../../load-form/load-form.ts';
import { type LoadTargetChoice, targetKey, targetName, targetProblem } from '../../load-form/load-targets.ts';
import { type Validation, validateLoadForm } from '../../load-form/validate-load-form.ts';

/** The form of one load test as it is typed. */
export interface StartForm {
  readonly target: string;
  readonly load: LoadForm;
  /** Empty: as many as the load needs. */
  readonly shardCount: string;
  readonly note: string;
}

const startRequest = CALLABLES.startLoadTest.request.omit({ idempotencyKey: true });
export type StartRequest = z.output<typeof startRequest>;

/** The codelab's load test of the first target, or an earlier test again. */
export function startFormOf(targets: readonly LoadTargetChoice[], earlier?: LoadTest): StartForm {
  return {
    target: earlier ? targetKey(earlier.target.region, earlier.target.agent.name) : (targets[0]?.key ?? ''),
    load: loadFormOf(earlier?.spec),
    shardCount: '',
    note: earlier?.note ?? '',
  };
}

export function validateStartForm(form: StartForm, targets: readonly LoadTargetChoice[]): Validation<StartRequest> {
  return validateLoadForm(startRequest, {
    load: form.load,
    rest: {
      target: targetName(form.target),
      note: form.note,
      ...(form.shardCount.trim() === '' ? {} : { shardCount: numberOf(form.shardCount) }),
    },
    known: { target: targetProblem(targets, form.target) },
  });
}
