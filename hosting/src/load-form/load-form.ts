import {
  type LoadModel,
  type LoadSpec,
  loadModel,
  loadSpec,
  type ShippedScenarioName,
  scenarioOf,
} from '@proving-ground/shared';
import type { z } from 'zod';
import { numberOf } from '../format/number-of.ts';
import { type ShapeForm, shapeFormOf, shapeInput } from './shape-form.ts';

/** Instead of a shipped scenario, one that whoever fills in the form writes. */
export const OWN_SCENARIO = 'own';
export type ScenarioChoice = ShippedScenarioName | typeof OWN_SCENARIO;

/** What to test with and how hard, as it is typed: text everywhere; the schema says what of it is a load test. */
export interface LoadForm {
  readonly scenario: ScenarioChoice;
  /** JSON of the own scenario; kept while another one is chosen. */
  readonly scenarioText: string;
  readonly model: LoadModel['model'];
  readonly users: string;
  readonly spawnRatePerSecond: string;
  readonly requestsPerSecond: string;
  readonly arrivals: string;
  readonly maxInFlight: string;
  readonly shape: ShapeForm;
  readonly durationSeconds: string;
  readonly requestTimeoutSeconds: string;
  readonly drainSeconds: string;
  readonly seed: string;
  readonly slo: string;
}

/** The form filled in with a spec; without one, with the codelab's. */
export function loadFormOf(spec: LoadSpec = loadSpec.parse({})): LoadForm {
  const { scenario, load } = spec;
  const isShipped = typeof scenario === 'string';
  const closed = load.model === 'closed' ? load : defaultModel({ model: 'closed' });
  // The schema has no rate of its own: this is about what the codelab's twenty users come to.
  const open = load.model === 'open' ? load : defaultModel({ model: 'open', requestsPerSecond: 5 });
  return {
    scenario: isShipped ? scenario : OWN_SCENARIO,
    scenarioText: isShipped ? '' : JSON.stringify(scenario, null, 2),
    model: load.model,
    users: String(closed.users),
    spawnRatePerSecond: String(closed.spawnRatePerSecond),
    requestsPerSecond: String(open.requestsPerSecond),
    arrivals: open.arrivals,
    maxInFlight: String(open.maxInFlight),
    shape: shapeFormOf(load.shape),
    durationSeconds: String(spec.durationSeconds),
    requestTimeoutSeconds: String(spec.requestTimeoutSeconds),
    drainSeconds: String(spec.drainSeconds),
    seed: String(spec.seed),
    slo: spec.slo,
  };
}

/** What the form says, in the schema's terms and not yet checked; the scenario is read apart. */
export function specInput(form: LoadForm, scenario: unknown): unknown {
  const { model } = form;
  const level =
    model === 'closed'
      ? { users: numberOf(form.users), spawnRatePerSecond: numberOf(form.spawnRatePerSecond) }
      : {
          requestsPerSecond: numberOf(form.requestsPerSecond),
          arrivals: form.arrivals,
          maxInFlight: numberOf(form.maxInFlight),
        };
  return {
    scenario,
    load: { model, ...level, shape: shapeInput(form.shape) },
    durationSeconds: numberOf(form.durationSeconds),
    requestTimeoutSeconds: numberOf(form.requestTimeoutSeconds),
    drainSeconds: numberOf(form.drainSeconds),
    seed: numberOf(form.seed),
    slo: form.slo,
  };
}

/** Another scenario. A first own one begins with the one before, which is easier to change than an empty field to fill. */
export function withScenario(form: LoadForm, scenario: ScenarioChoice): LoadForm {
  const before = form.scenario;
  if (scenario !== OWN_SCENARIO || before === OWN_SCENARIO || form.scenarioText.trim() !== '') {
    return { ...form, scenario };
  }
  const { name, ...rest } = scenarioOf({ scenario: before });
  return { ...form, scenario, scenarioText: JSON.stringify({ name: `my-${name}`, ...rest }, null, 2) };
}

function defaultModel<M extends LoadModel['model']>(
  input: z.input<typeof loadModel> & { readonly model: M },
): Extract<LoadModel, { model: M }> {
  // The schema returns the model it was given; its type cannot say so.
  return loadModel.parse(input) as Extract<LoadModel, { model: M }>;
}
