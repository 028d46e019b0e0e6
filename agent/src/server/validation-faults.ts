import type { z } from 'zod';
import { fieldOf, isRecord } from './camel-keys.ts';
import type { ValidationFault } from './invalid-request-error.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const PYDANTIC_TYPES: Readonly<Record<string, { readonly type: string; readonly msg: string }>> = {
  string: { type: 'string_type', msg: 'Input should be a valid string' },
  number: { type: 'float_type', msg: 'Input should be a valid number' },
  array: { type: 'list_type', msg: 'Input should be a valid list' },
  record: { type: 'dict_type', msg: 'Input should be a valid dictionary' },
  object: {
    type: 'model_attributes_type',
    msg: 'Input should be a valid dictionary or object to extract fields from',
  },
};

const valueAt = (body: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) ? fieldOf(value, String(key)) : undefined;
  }, body);

const faultOf = ({ body, path, issue }: { readonly body: unknown; readonly path: Path; readonly issue: Issue }) => {
  const loc = ['body', ...path];
  const input = valueAt(body, path);
  if (issue.code === 'custom') {
    return { type: String(issue.params?.['type'] ?? 'value_error'), loc, msg: issue.message, input };
  }
  if (issue.code === 'too_small') {
    const msg = `List should have at least ${issue.minimum} item after validation, not 0`;
    return { type: 'too_short', loc, msg, input, ctx: { field_type: 'List', min_length: 1, actual_length: 0 } };
  }
  if (input === undefined) {
    return { type: 'missing', loc, msg: 'Field required', input: valueAt(body, path.slice(0, -1)) ?? null };
  }
  const known = issue.code === 'invalid_type' ? PYDANTIC_TYPES[issue.expected] : undefined;
  return { ...(known ?? { type: 'value_error', msg: issue.message }), loc, input };
};

/** Words zod's issues as Pydantic would, for clients that read Python ADK's 422 answers. */
export const toValidationFaults = ({
  body,
  issues,
}: {
  readonly body: unknown;
  readonly issues: readonly Issue[];
}): readonly ValidationFault[] =>
  issues.flatMap((issue): readonly ValidationFault[] => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    if (issue.code !== 'unrecognized_keys') return [faultOf({ body, path, issue })];
    return issue.keys.map((key) => ({
      type: 'extra_forbidden',
      loc: ['body', ...path, key],
      msg: 'Extra inputs are not permitted',
      input: valueAt(body, [...path, key]),
    }));
  });
