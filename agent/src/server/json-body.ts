import type { HonoRequest } from 'hono';
import type { z } from 'zod';
import { InvalidRequestError } from './invalid-request-error.ts';
import { toValidationFaults } from './validation-faults.ts';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

const PYTHON_WORDING: readonly (readonly [RegExp, string])[] = [
  [/Expected ',' or/i, "Expecting ',' delimiter"],
  [/Expected ':'/i, "Expecting ':' delimiter"],
  [/property name/i, 'Expecting property name enclosed in double quotes'],
  [/Unterminated string/i, 'Unterminated string starting at'],
  [/non-whitespace character after JSON/i, 'Extra data'],
];

// V8 does not always say where: then it is the very end, or the start for want of anything better.
const positionOf = (error: SyntaxError, text: string): number => {
  const stated = /at position (\d+)/.exec(error.message)?.[1];
  if (stated !== undefined) return Number(stated);
  return /Unexpected end/.test(error.message) ? text.length : 0;
};

const notJson = (error: SyntaxError, text: string): InvalidRequestError => {
  const position = positionOf(error, text);
  const wording = PYTHON_WORDING.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'Expecting value';
  return new InvalidRequestError([
    { type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', input: {}, ctx: { error: wording } },
  ]);
};

/**
 * Reads a body as FastAPI does: undefined when there is none, and plain text unless it is declared as JSON,
 * which also keeps pages of other origins from posting without a preflight.
 */
export const readJsonBody = async (request: HonoRequest): Promise<unknown> => {
  const text = await request.text();
  if (text === '') return undefined;
  if (!JSON_TYPE.test(request.header('content-type') ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson(error, text);
    throw error;
  }
};

/** @throws InvalidRequestError naming every fault at once. */
export const parseBody = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidRequestError(toValidationFaults({ body, issues: parsed.error.issues }));
};
