import type { Message } from './message.ts';
import type { RequestOptions } from './sampling-options.ts';

/**
 * What a base model is given instead of a chat template. It was never trained on turns or orders, but it goes on with
 * a conversation that it finds half written: the system text as a preface, two speakers, a few exchanges that show how
 * long and in what tone the second one answers, and what it says when it cannot know.
 */
export interface Transcript {
  readonly text: string;
  readonly stops: readonly string[];
}

const EXCHANGES: readonly Message[] = [
  { role: 'user', content: 'How fast can a cheetah run?' },
  {
    role: 'assistant',
    content:
      'A cheetah can run at about 100 kilometres an hour, but only for half a minute. It is the fastest animal on land! 🐆',
  },
  { role: 'user', content: 'What do giant pandas eat?' },
  {
    role: 'assistant',
    content: 'Giant pandas eat almost nothing but bamboo. Chewing it takes them most of the day! 🐼',
  },
  { role: 'user', content: 'What is the name of the young lion?' },
  {
    role: 'assistant',
    content:
      "I am sorry, I do not know our animals by name. Please ask at the information desk. Did you know that a lion's roar can be heard from 8 kilometres away? 🦁",
  },
  { role: 'user', content: 'When does the show start?' },
  {
    role: 'assistant',
    content: "I am sorry, I do not have today's timetable. Please ask at the information desk. 😊",
  },
];

/** Measured with the six sample questions: without `min_p` this model now and then wanders off. */
export const TRANSCRIPT_OPTIONS: RequestOptions = {
  temperature: 0.7,
  min_p: 0.1,
  repeat_penalty: 1.1,
  num_predict: 80,
};

const DEFAULT_NAME = 'Gem';

/** Writes a conversation down so that the next line is the answer. */
export function renderTranscript(messages: readonly Message[]): Transcript {
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [content.trim()] : [])).join('\n\n');
  const name = nameIn(system);
  const visitor = /\bvisitors?\b/i.test(system) || system === '' ? 'Visitor' : 'User';
  const opening = `The following is a conversation between a ${visitor === 'Visitor' ? 'zoo visitor' : 'user'} and ${name}.`;
  const turns = [...EXCHANGES, ...messages.filter(({ role }) => role !== 'system')].map(({ role, content }) => {
    const text = content.trim().replaceAll(/\s*\n\s*/g, ' ');
    return role === 'user' ? `\n\n${visitor}: ${text}` : `\n${name}: ${text}`;
  });
  return {
    text: `${system === '' ? '' : `${system}\n\n`}${opening}${turns.join('')}\n${name}:`,
    // One answer is one line; the markers are leftovers of pictures and turns in what the model was trained on.
    stops: ['\n', `${visitor}:`, `${name}:`, '<start_of_', '<end_of_'],
  };
}

/** The name that a system text gives the assistant: "You are Gem, the tour guide …". */
function nameIn(system: string): string {
  return /\bYou are (?:called )?([A-Z][\w'-]{0,30})\b/.exec(system)?.[1] ?? DEFAULT_NAME;
}
