import type { AnswerExpectation } from '@proving-ground/shared';

export type FailedCheck = 'CONTAINS_NONE' | 'TOO_FEW_WORDS' | 'TOO_MANY_WORDS' | 'TOO_SHORT' | 'TOO_LONG';

/** The first expectation that an answer does not meet; null when it meets them all. */
export function checkAnswer(text: string, expect: AnswerExpectation): FailedCheck | null {
  const { containsAny, minWords, maxWords, minCharacters, maxCharacters } = expect;
  if (containsAny) {
    const lower = text.toLowerCase();
    if (!containsAny.some((wanted) => lower.includes(wanted.toLowerCase()))) return 'CONTAINS_NONE';
  }
  if (minCharacters !== undefined && text.length < minCharacters) return 'TOO_SHORT';
  if (maxCharacters !== undefined && text.length > maxCharacters) return 'TOO_LONG';
  if (minWords === undefined && maxWords === undefined) return null;
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  if (minWords !== undefined && words < minWords) return 'TOO_FEW_WORDS';
  return maxWords !== undefined && words > maxWords ? 'TOO_MANY_WORDS' : null;
}
