import type { z } from 'zod';
import { CHAT_CALLABLES } from './callables/chat-callables.ts';
import { DEPLOYMENT_CALLABLES } from './callables/deployment-callables.ts';
import { LOAD_CALLABLES } from './callables/load-callables.ts';
import { PROJECT_CALLABLES } from './callables/project-callables.ts';

/** The contract of every callable: console, scripts and functions read the same table. */
export const CALLABLES = {
  ...DEPLOYMENT_CALLABLES,
  ...LOAD_CALLABLES,
  ...CHAT_CALLABLES,
  ...PROJECT_CALLABLES,
} as const;

export type CallableName = keyof typeof CALLABLES;
export type CallableInput<N extends CallableName> = z.input<(typeof CALLABLES)[N]['request']>;
export type CallableRequest<N extends CallableName> = z.output<(typeof CALLABLES)[N]['request']>;
export type CallableResponse<N extends CallableName> = z.output<(typeof CALLABLES)[N]['response']>;
export type CallableChunk<N extends CallableName> = (typeof CALLABLES)[N] extends { readonly chunk: z.ZodType }
  ? z.output<(typeof CALLABLES)[N]['chunk']>
  : never;
