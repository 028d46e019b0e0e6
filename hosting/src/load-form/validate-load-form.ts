import type { z } from 'zod';
import { issueMessage } from '../format/issue-message.ts';
import type { Validation } from '../ui/validation.ts';
import { type LoadForm, specInput } from './load-form.ts';
import { readScenario } from './read-scenario.ts';

/** Stands in for an own scenario that is wrong, so that what is wrong with the rest is told too. */
const ANY_SCENARIO = 'codelab';

/**
 * Holds a form that has a load test in it against the schema that the functions use too, and puts what is wrong beside the
 * fields.
 */
export function validateLoadForm<S extends z.ZodType>(
  schema: S,
  {
    load,
    rest,
    known = {},
  }: {
    readonly load: LoadForm;
    /** What the schema wants beside `spec`. */
    readonly rest: Readonly<Record<string, unknown>>;
    /** Messages that only the form can give. */
    readonly known?: Readonly<Record<string, string | null>>;
  },
): Validation<z.output<S>> {
  const errors = new Map<string, string>();
  // The first message of a field is enough: the next shows when that is mended.
  const add = (field: string, message: string) => {
    if (!errors.has(field)) errors.set(field, message);
  };
  const { scenario, problem } = readScenario(load);
  for (const [field, message] of Object.entries({ ...known, 'spec.scenario': problem })) {
    if (message !== null) add(field, message);
  }
  const parsed = schema.safeParse({ ...rest, spec: specInput(load, scenario ?? ANY_SCENARIO) });
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path.map(String).join('.');
    add(field, issueMessage(issue, PERCENT_FIELDS.includes(field) ? 100 : 1));
  }
  return { value: parsed.success && errors.size === 0 ? parsed.data : null, errors };
}

/** Fractions in the schema. */
const PERCENT_FIELDS: readonly string[] = [
  'fromLevel',
  'rampFraction',
  'baseLevel',
  'startFraction',
  'lengthFraction',
].map((name) => `spec.load.shape.${name}`);
