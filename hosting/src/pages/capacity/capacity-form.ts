import { CALLABLES, type CapacitySearch, capacitySpec } from '@proving-ground/shared';
import type { z } from 'zod';
import { issueMessage } from '../../format/issue-message.ts';
import { numberOf } from '../../format/number-of.ts';
import { type LoadForm, loadFormOf, OWN_SCENARIO } from '../../load-form/load-form.ts';
import { type LoadTargetChoice, targetKey, targetName, targetProblem } from '../../load-form/load-targets.ts';
import { readScenario } from '../../load-form/read-scenario.ts';
import type { Validation } from '../../ui/validation.ts';

/** The form of a search as it is typed: text everywhere; the schema says what of it is a search. */
export interface CapacityForm {
  readonly target: string;
  readonly mode: 'rate' | 'users';
  readonly slo: string;
  /** Of which only the scenario counts. */
  readonly load: LoadForm;
  readonly startAt: string;
  readonly most: string;
  readonly stepSeconds: string;
  readonly maxSteps: string;
  /** In per cent. */
  readonly precision: string;
  readonly requestTimeoutSeconds: string;
  readonly seed: string;
}

const startRequest = CALLABLES.startCapacitySearch.request.omit({ idempotencyKey: true });
export type CapacityRequest = z.output<typeof startRequest>;

/** The form with its defaults, or with what an earlier search had. */
export function capacityFormOf(targets: readonly LoadTargetChoice[], earlier: CapacitySearch | null): CapacityForm {
  const spec = earlier?.spec ?? capacitySpec.parse({});
  const { scenario } = spec;
  const load = loadFormOf();
  return {
    target: earlier ? targetKey(earlier.target.region, earlier.target.agent.name) : (targets[0]?.key ?? ''),
    mode: spec.mode,
    slo: spec.slo,
    load:
      typeof scenario === 'string'
        ? { ...load, scenario }
        : { ...load, scenario: OWN_SCENARIO, scenarioText: JSON.stringify(scenario, null, 2) },
    startAt: String(spec.startAt),
    most: String(spec.most),
    stepSeconds: String(spec.stepSeconds),
    maxSteps: String(spec.maxSteps),
    precision: String(Math.round(spec.precision * 100)),
    requestTimeoutSeconds: String(spec.requestTimeoutSeconds),
    seed: String(spec.seed),
  };
}

/** Holds the form against the schema that the functions use too, and puts what is wrong beside the fields. */
export function validateCapacityForm(
  form: CapacityForm,
  targets: readonly LoadTargetChoice[],
): Validation<CapacityRequest> {
  const errors = new Map<string, string>();
  // The first message of a field is enough: the next shows when that is mended.
  const add = (field: string, message: string | null) => {
    if (message !== null && !errors.has(field)) errors.set(field, message);
  };
  const { scenario, problem } = readScenario(form.load);
  add('target', targetProblem(targets, form.target));
  add('spec.scenario', problem);
  const { mode, slo, startAt, most, stepSeconds, maxSteps, precision, requestTimeoutSeconds, seed } = form;
  const parsed = startRequest.safeParse({
    target: targetName(form.target),
    spec: {
      ...{ mode, slo, scenario: scenario ?? 'codelab', startAt: numberOf(startAt), most: numberOf(most) },
      ...{ stepSeconds: numberOf(stepSeconds), maxSteps: numberOf(maxSteps), precision: numberOf(precision) / 100 },
      ...{ requestTimeoutSeconds: numberOf(requestTimeoutSeconds), seed: numberOf(seed) },
    },
  });
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path.map(String).join('.');
    add(field, issueMessage(issue, field === 'spec.precision' ? 100 : 1));
  }
  return { value: parsed.success && errors.size === 0 ? parsed.data : null, errors };
}
