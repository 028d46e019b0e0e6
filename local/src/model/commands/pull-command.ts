import { z } from 'zod';
import type { Command } from './command.ts';
import { OllamaClient } from './ollama-client.ts';
import { progressPrinter } from './progress-printer.ts';

const progressLine = z
  .object({
    status: z.string(),
    digest: z.string().optional(),
    total: z.number().optional(),
    completed: z.number().optional(),
  })
  .transform(({ status, digest, total, completed }) => ({
    status,
    ...(digest === undefined ? {} : { digest }),
    ...(total === undefined ? {} : { total }),
    ...(completed === undefined ? {} : { completed }),
  }));

/** `ollama pull MODEL`: has the server pull it. */
export const pullCommand: Command = async (context) => {
  const [model, ...more] = context.args;
  if (model === undefined || more.length > 0) throw new Error('usage: ollama pull MODEL');
  const print = progressPrinter((line) => context.write(`${line}\n`));
  for await (const line of new OllamaClient(context).postForLines('/api/pull', { model }, progressLine)) print(line);
  return 0;
};
