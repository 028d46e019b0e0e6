/** What a script learns from the command alone. */
export const EXIT = {
  done: 0,
  /** It was done, but what came of it is not what was wanted; or nobody knows what came of it. */
  failed: 1,
  usage: 2,
  /** The functions, the rules or the sign-in said no. */
  refused: 3,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
