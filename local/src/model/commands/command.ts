import type { Machine } from '../machine.ts';

/** What a command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly home: string;
  readonly machine: Machine;
  readonly write: (text: string) => void;
  /** Fires when the command is to end. */
  readonly signal: AbortSignal;
}

/** Resolves to the exit code. */
export type Command = (context: CommandContext) => Promise<number>;
