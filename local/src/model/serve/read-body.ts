import type { z } from 'zod';
import { ApiError } from '../api-error.ts';

/** Reads a request body by its schema. @throws ApiError 400 as Ollama words it. */
export async function readBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const text = await request.text();
  if (text.trim() === '') throw new ApiError(400, 'missing request body');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, `invalid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new ApiError(400, problems.join('; '));
}
