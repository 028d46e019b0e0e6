import { z } from 'zod';
import { SAMPLE_QUESTIONS, VERIFICATION_QUESTION } from '../deployment/service-defaults.ts';

/** One line of text without control characters, which could become something else in a header or a log. */
function line(most: number, what: string) {
  return z
    .string()
    .trim()
    .min(1, `Write ${what}.`)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'This must be one line.');
}

const question = line(300, 'a question');

/** A question that a new version must answer before it gets traffic. */
const verificationCheck = z.strictObject({
  question,
  /** The answer must hold one of these, whatever the case; empty: any answer will do. */
  expectAnyOf: z.array(line(60, 'a word')).max(10).default([]),
});
export type VerificationCheck = z.infer<typeof verificationCheck>;

/** Who the agent is: what its model is told, what people may ask it first, and what proves that it works. */
export const agentProfile = z.strictObject({
  name: line(60, 'a name'),
  description: line(200, 'a description'),
  /** The instruction of the model, as it is: braces mean nothing. It travels in an environment variable of at most 32 KiB.
   * @see https://cloud.google.com/run/quotas */
  persona: z
    .string()
    .trim()
    .min(1, 'Write who the agent is and what it shall do.')
    .max(8_000)
    .regex(/^[\P{Cc}\n\t]*$/u, 'The persona must not have control characters.'),
  /** Offered where a conversation begins. */
  questions: z.array(question).max(8),
  checks: z.array(verificationCheck).min(1, 'Keep at least one question to check the agent with.').max(5),
});
export type AgentProfile = z.infer<typeof agentProfile>;

/** The profile that the agent's image has by itself; a test holds the two together. */
export const SHIPPED_PROFILE: AgentProfile = {
  name: 'Gem',
  description: 'A friendly zoo tour guide who knows animals in general.',
  persona: `You are Gem, a cheerful tour guide at a zoo. 🐾

Answer questions about animals: where they live, what they eat, how long they live, how they behave, how endangered they are.
Write two or three short, friendly sentences with simple words that children and grown-ups enjoy. Emoji are welcome.

You do not know the names or ages of this zoo's animals, where an enclosure is, or today's schedule.
If a visitor asks for that, say kindly that you do not know, send them to the information desk, and share a fact about that kind of animal.`,
  questions: [...SAMPLE_QUESTIONS],
  checks: [{ question: VERIFICATION_QUESTION, expectAnyOf: [] }],
};

/** Whether an answer is what a check wants. */
export function meetsCheck({ expectAnyOf }: Pick<VerificationCheck, 'expectAnyOf'>, answer: string): boolean {
  if (answer.trim() === '') return false;
  const said = answer.toLocaleLowerCase('en');
  return expectAnyOf.length === 0 || expectAnyOf.some((word) => said.includes(word.toLocaleLowerCase('en')));
}
