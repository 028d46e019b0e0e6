import { type BaseLlm, LlmAgent } from '@google/adk';
import { PERSONA } from './persona.ts';

/** The ADK app name that clients put in paths and bodies. */
export const APP_NAME = 'production_agent';

/** Builds the zoo guide on the given model. */
export const createProductionAgent = ({
  model,
  answer,
}: {
  readonly model: BaseLlm;
  readonly answer: { readonly temperature: number; readonly maxTokens: number };
}): LlmAgent =>
  new LlmAgent({
    name: APP_NAME,
    description: 'Gem, a friendly zoo tour guide who knows animals in general.',
    model,
    // A string would be read as a template, and any brace in it as a state variable that must exist.
    instruction: () => PERSONA,
    generateContentConfig: { temperature: answer.temperature, maxOutputTokens: answer.maxTokens },
    // Without these ADK adds a preamble about agents and transfers, which a 270m model parrots back.
    disallowTransferToParent: true,
    disallowTransferToPeers: true,
  });
