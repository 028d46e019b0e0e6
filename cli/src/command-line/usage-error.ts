/** The command line, or what it needs from its surroundings, is not right; its message says what to change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
