import { z } from 'zod';
import type { Command } from './command.ts';
import { OllamaClient } from './ollama-client.ts';

const shown = z.object({
  details: z.object({ family: z.string(), parameter_size: z.string(), quantization_level: z.string() }),
  model_info: z.record(z.string(), z.unknown()),
  parameters: z.string().default(''),
});

/** `ollama show MODEL`: the facts about a model. */
export const showCommand: Command = async (context) => {
  const [model, ...more] = context.args;
  if (model === undefined || more.length > 0) throw new Error('usage: ollama show MODEL');
  const { details, model_info: info, parameters } = await new OllamaClient(context).post('/api/show', { model }, shown);
  const facts = [
    ['architecture', details.family],
    ['parameters', details.parameter_size],
    ['context length', JSON.stringify(info[`${details.family}.context_length`] ?? null)],
    ['quantization', details.quantization_level],
  ];
  context.write(`  Model\n${facts.map(([name = '', value = '']) => `    ${name.padEnd(19)} ${value}\n`).join('')}`);
  if (parameters !== '') context.write(`\n  Parameters\n${parameters.replaceAll(/^/gm, '    ')}\n`);
  return 0;
};
