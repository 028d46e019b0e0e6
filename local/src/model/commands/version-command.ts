import { z } from 'zod';
import { OLLAMA_VERSION } from '../version.ts';
import type { Command } from './command.ts';
import { OllamaClient } from './ollama-client.ts';

/** `ollama --version`: the server's version, and this command's where it is another. */
export const versionCommand: Command = async (context) => {
  const server = await new OllamaClient(context).get('/api/version', z.object({ version: z.string() })).then(
    ({ version }) => version,
    () => null,
  );
  if (server === null) context.write('Warning: could not connect to a running Ollama instance\n');
  else context.write(`ollama version is ${server}\n`);
  if (server !== OLLAMA_VERSION) context.write(`Warning: client version is ${OLLAMA_VERSION}\n`);
  return 0;
};
