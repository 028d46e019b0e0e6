import type { AgentProfile } from '@proving-ground/shared';
import { diffWordsWithSpace } from 'diff';

/** A piece of text that both have, or only one of them. */
export interface ChangePart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** One part of a profile that differs. */
export interface ProfileChange {
  readonly title: string;
  readonly parts: readonly ChangePart[];
}

/** How to write each part of a profile as text, in the order of the form. */
const TEXTS: readonly { readonly title: string; readonly of: (profile: AgentProfile) => string }[] = [
  { title: 'Name', of: ({ name }) => name },
  { title: 'Description', of: ({ description }) => description },
  { title: 'Persona', of: ({ persona }) => persona },
  { title: 'Suggested questions', of: ({ questions }) => questions.join('\n') },
  {
    title: 'Checks',
    of: ({ checks }) =>
      checks
        .map(({ question, expectAnyOf }) =>
          expectAnyOf.length === 0 ? question : `${question} → ${expectAnyOf.join(', ')}`,
        )
        .join('\n'),
  },
];

/** What differs between two profiles, word by word; empty when nothing does. */
export function profileChanges(before: AgentProfile, after: AgentProfile): readonly ProfileChange[] {
  return TEXTS.flatMap(({ title, of }) => {
    const texts = [of(before), of(after)] as const;
    if (texts[0] === texts[1]) return [];
    const parts = diffWordsWithSpace(...texts).map(({ added, removed, value }): ChangePart => {
      return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
    });
    return [{ title, parts }];
  });
}
