import type { z } from 'zod';
import { UsageError } from './usage-error.ts';

/** A key only where there is a value: the schema fills in the rest. */
export function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

/** @throws UsageError when the text is no number */
export function numberOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`${option} takes a number, not "${text}".`);
  return value;
}

/** @throws UsageError that lists the choices */
export function oneOf<const T extends string>(choices: readonly T[], text: string, option: string): T {
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`${option} takes one of ${choices.join(', ')}, not "${text}".`);
}

/** @throws UsageError with everything that is wrong with the value, each under its path in it */
export function validated<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${[what, ...path.map(String)].join('.')}: ${message}`);
  throw new UsageError(issues.join('\n'));
}
