import { type AgentProfile, agentProfile } from '@proving-ground/shared';
import type { z } from 'zod';
import { issueMessage } from '../../format/issue-message.ts';
import type { FieldErrors } from '../../ui/field-errors.ts';

/** A check as it is typed. */
export interface CheckRow {
  readonly id: number;
  readonly question: string;
  /** Separated by commas; empty: any answer will do. */
  readonly expected: string;
}

/** A profile as it is typed. */
export interface ProfileForm {
  readonly name: string;
  readonly description: string;
  readonly persona: string;
  /** One on each line. */
  readonly questions: string;
  readonly checks: readonly CheckRow[];
}

export function formOfProfile({ name, description, persona, questions, checks }: AgentProfile): ProfileForm {
  return {
    name,
    description,
    persona,
    questions: questions.join('\n'),
    checks: checks.map(({ question, expectAnyOf }, id) => ({ id, question, expected: expectAnyOf.join(', ') })),
  };
}

/** What the form says, or what is wrong with it, by field. */
export function validateProfile(form: ProfileForm): {
  readonly profile: AgentProfile | null;
  readonly errors: FieldErrors;
} {
  const { name, description, persona, checks } = form;
  const parsed = agentProfile.safeParse({
    name,
    description,
    persona,
    questions: partsOf(form.questions, '\n'),
    checks: checks.map(({ question, expected }) => ({ question, expectAnyOf: partsOf(expected, ',') })),
  });
  const errors = new Map<string, string>();
  // The first message of a field is enough: the next shows when that is mended.
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue);
    if (!errors.has(field)) errors.set(field, issueMessage(issue));
  }
  return { profile: parsed.data ?? null, errors };
}

export function addCheck(checks: readonly CheckRow[]): readonly CheckRow[] {
  return [...checks, { id: 1 + Math.max(-1, ...checks.map(({ id }) => id)), question: '', expected: '' }];
}

/** Where the form shows what is wrong: a list that is one field has its items' messages. */
function fieldOf({ path }: z.core.$ZodIssue): string {
  const [part, index, field] = path.map(String);
  if (part !== 'checks' || index === undefined) return part ?? '';
  return `checks.${index}.${field === 'expectAnyOf' ? 'expected' : 'question'}`;
}

function partsOf(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
