import { type BaseLlm, LlmAgent } from '@google/adk';
import type { Profile } from './profile.ts';

/** The ADK app name that clients put in paths and bodies. */
export const APP_NAME = 'production_agent';

/** Builds the agent of a profile on the given model. */
export const createProductionAgent = ({
  model,
  profile,
  answer,
}: {
  readonly model: BaseLlm;
  readonly profile: Pick<Profile, 'description' | 'persona'>;
  readonly answer: { readonly temperature: number; readonly maxTokens: number };
}): LlmAgent =>
  new LlmAgent({
    name: APP_NAME,
    description: profile.description,
    model,
    // A string would be read as a template, and any brace in it as a state variable that must exist.
    instruction: () => profile.persona,
    generateContentConfig: { temperature: answer.temperature, maxOutputTokens: answer.maxTokens },
    // Without these ADK adds a preamble about agents and transfers, which a 270m model parrots back.
    disallowTransferToParent: true,
    disallowTransferToPeers: true,
  });
