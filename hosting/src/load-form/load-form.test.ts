import {
  LOAD_SHAPE_KINDS,
  type LoadSpec,
  loadSpec,
  SHIPPED_SCENARIO_NAMES,
  SHIPPED_SCENARIOS,
} from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFormOf, OWN_SCENARIO, specInput, withScenario } from './load-form.ts';
import { readScenario } from './read-scenario.ts';

const hundredths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 100);
const shape = fc.constantFrom(...LOAD_SHAPE_KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    ...(kind === 'ramp' ? { fromLevel: hundredths(0, 100), rampFraction: hundredths(1, 100) } : {}),
    ...(kind === 'steps' ? { steps: fc.integer({ min: 2, max: 20 }) } : {}),
    ...(kind === 'spike' ? { baseLevel: hundredths(1, 100), startFraction: hundredths(0, 50) } : {}),
    ...(kind === 'spike' ? { lengthFraction: hundredths(1, 50) } : {}),
    ...(kind === 'soak' ? { rampFraction: hundredths(1, 50) } : {}),
  }),
);
const load = fc.oneof(
  fc.record({ model: fc.constant('closed'), users: fc.integer({ min: 1, max: 500 }), shape }),
  fc.record({
    model: fc.constant('open'),
    requestsPerSecond: fc.integer({ min: 1, max: 500 }).map((tenths) => tenths / 10),
    arrivals: fc.constantFrom('constant', 'poisson'),
    shape,
  }),
);
const spec: fc.Arbitrary<LoadSpec> = fc
  .record({
    scenario: fc.oneof(
      fc.constantFrom(...SHIPPED_SCENARIO_NAMES),
      fc.constantFrom(...Object.values(SHIPPED_SCENARIOS)),
    ),
    load,
    durationSeconds: fc.integer({ min: 1, max: 600 }),
    seed: fc.nat(),
    slo: fc.constantFrom('', 'p95Ms<2000'),
  })
  .map((input) => loadSpec.parse(input));

test('a form that is filled in with a load test asks for the same one', () => {
  fc.assert(
    fc.property(spec, (wanted) => {
      const form = loadFormOf(wanted);
      expect(loadSpec.parse(specInput(form, readScenario(form).scenario))).toEqual(wanted);
    }),
  );
});

test("an untouched form asks for the codelab's test", () => {
  const form = loadFormOf();
  expect(loadSpec.parse(specInput(form, readScenario(form).scenario))).toEqual(loadSpec.parse({}));
});

test('an own scenario begins with the one that was chosen, and stays while another is looked at', () => {
  const own = withScenario(withScenario(loadFormOf(), 'health-only'), OWN_SCENARIO);
  expect(readScenario(own).scenario).toEqual({ ...SHIPPED_SCENARIOS['health-only'], name: 'my-health-only' });
  const changed = { ...own, scenarioText: 'mine' };
  expect(withScenario(withScenario(changed, 'codelab'), OWN_SCENARIO).scenarioText).toBe('mine');
});
