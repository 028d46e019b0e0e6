import { z } from 'zod';
import { keepAliveField } from '../keep-alive.ts';
import { requestOptions } from './sampling-options.ts';

/** Sent by clients that use none of it: empty, it changes nothing; filled, it is refused by name. */
const none = (what: string) =>
  z
    .unknown()
    .optional()
    .refine(isEmpty, { error: `${what} is not supported by this model server` });

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
  return Array.isArray(value) && value.length === 0;
}

const model = z.string().default('');

const common = {
  model,
  stream: z
    .boolean()
    .nullish()
    .transform((stream) => stream ?? true),
  options: requestOptions.nullish().transform((options) => options ?? {}),
  keep_alive: keepAliveField.nullish(),
  format: none('format'),
  think: none('think'),
  logprobs: none('logprobs'),
  top_logprobs: none('top_logprobs'),
  truncate: z.unknown().optional(),
  shift: z.unknown().optional(),
};

/** @see https://github.com/ollama/ollama/blob/main/docs/api.md */
export const chatRequest = z.object({
  ...common,
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'user', 'assistant'], { error: 'role must be one of: system, user, assistant' }),
        content: z.string().default(''),
        images: none('images'),
        tool_calls: none('tool_calls'),
      }),
    )
    .nullish()
    .transform((messages) => messages ?? []),
  tools: none('tools'),
});

export const generateRequest = z.object({
  ...common,
  prompt: z.string().default(''),
  system: z.string().default(''),
  raw: z
    .boolean()
    .nullish()
    .transform((raw) => raw ?? false),
  suffix: none('suffix'),
  images: none('images'),
  template: none('template'),
  context: none('context'),
});

const named = { model, name: z.string().default('') };

export const showRequest = z.object(named).transform((request) => request.model || request.name);

export const pullRequest = z
  .object({ ...named, stream: z.boolean().nullish(), insecure: z.unknown().optional() })
  .transform((request) => ({ model: request.model || request.name, stream: request.stream ?? true }));
