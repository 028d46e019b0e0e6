import { CALLABLES, type LoadSpec, type LoadTest, loadSpec } from '@proving-ground/shared';
import type { z } from 'zod';
import { numberOf } from '../../format/number-of.ts';
import { type LoadForm, loadFormOf } from '../../load-form/load-form.ts';
import { type LoadTargetChoice, targetKey, targetName, targetProblem } from '../../load-form/load-targets.ts';
import { validateLoadForm } from '../../load-form/validate-load-form.ts';
import type { Validation } from '../../ui/validation.ts';

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

/** What a form begins with, where it is not the codelab's load test of the first target. */
export interface StartWish {
  /** As in {@link targetKey}; one that is not live counts as not said. */
  readonly target: string | undefined;
  readonly spec: LoadSpec | undefined;
  readonly note: string;
}

/** An earlier test again. */
export function wishOf({ target, spec, note }: LoadTest): StartWish {
  return { target: targetKey(target.region, target.agent.name), spec, note };
}

/** The codelab's load with one question in the place of its six; null for one that no load test takes. */
export function wishOfQuestion(question: string, target: string | undefined): StartWish | null {
  const scenario = {
    name: 'one-question',
    description: 'A question from a chat, asked by everybody, answered token by token.',
    tasks: [{ kind: 'ask' as const, stream: true, prompts: [{ text: question }] }],
  };
  const { data: spec } = loadSpec.safeParse({ scenario });
  return spec ? { target, spec, note: '' } : null;
}

/** The codelab's load test of the first target, or what is wished instead. */
export function startFormOf(targets: readonly LoadTargetChoice[], wish?: StartWish): StartForm {
  return {
    target: wish?.target ?? targets[0]?.key ?? '',
    load: loadFormOf(wish?.spec),
    shardCount: '',
    note: wish?.note ?? '',
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
