import type { z } from 'zod';

/** What a schema found wrong, in the words of a form where its own are those of a program. */
export function issueMessage(
  issue: z.core.$ZodIssue,
  /** What one unit of the schema is in the form: 100 where the form has percent. */
  scale = 1,
): string {
  switch (issue.code) {
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    case 'invalid_type':
      if (issue.expected === 'int') return 'Enter a whole number.';
      return issue.expected === 'number' ? 'Enter a number.' : issue.message;
    case 'too_small': {
      const { minimum, origin } = issue;
      if (origin !== 'string') return `At least ${Number(minimum) * scale}.`;
      return minimum === 1 ? 'Fill this in.' : `At least ${minimum} characters.`;
    }
    case 'too_big': {
      const { maximum, origin } = issue;
      return origin === 'string' ? `At most ${maximum} characters.` : `At most ${Number(maximum) * scale}.`;
    }
    case 'not_multiple_of':
      return `Use steps of ${issue.divisor}.`;
    default:
      return issue.message;
  }
}
