import { join } from 'node:path';
import { z } from 'zod';

/**
 * Handed to the command by the launcher that an image carries: inside a container, HOME and PATH are the container's,
 * while weights and pip are the person's.
 */
export const MACHINE_VARIABLE = 'PROVING_GROUND_MACHINE';

const machineSchema = z.strictObject({
  home: z.string(),
  path: z.string(),
  cacheFolder: z.string(),
  /** A GGUF file that stands for every model. */
  gguf: z.string().nullable(),
  /** An Ollama server that does the work. */
  upstream: z.string().nullable(),
});
export type Machine = Readonly<z.output<typeof machineSchema>>;

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Error when the launcher's settings are broken. */
export function readMachine(env: Variables, home: string): Machine {
  const { [MACHINE_VARIABLE]: handed } = env;
  return handed ? machineSchema.parse(JSON.parse(handed)) : machineOf(env, home);
}

/** What a person's own environment says. */
export function machineOf(env: Variables, home: string): Machine {
  const { PATH: path = '', XDG_CACHE_HOME: cacheHome, PROVING_GROUND_GGUF: gguf } = env;
  return {
    home,
    path,
    cacheFolder: join(cacheHome || join(home, '.cache'), 'proving-ground/models'),
    gguf: gguf || null,
    upstream: null,
  };
}
