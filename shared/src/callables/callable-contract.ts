import type { z } from 'zod';
import type { Role } from '../roles.ts';

export interface CallableContract {
  /** The least role that may call; null: anyone signed in. */
  readonly role: Role | null;
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  /** Only on streaming callables. */
  readonly chunk?: z.ZodType;
}

export type CallableContracts = Readonly<Record<string, CallableContract>>;
