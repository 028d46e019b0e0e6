import process from 'node:process';
import { z } from 'zod';

const loopbackHost = z.string().regex(/^(127\.0\.0\.1|localhost):\d+$/, 'must be 127.0.0.1:PORT or localhost:PORT');

/** What a person may tell the twin by environment; everything else is flags. */
const settingsSchema = z.object({
  PATH: z.string().default(''),
  JAVA_HOME: z.string().optional(),
  /** Where firebase-tools keeps its downloads. */
  FIREBASE_EMULATORS_PATH: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  /** An Ollama server that runs already, as Ollama's own commands are told of it. */
  OLLAMA_HOST: z.string().optional(),
  /** A GGUF file to use as the weights of every model. */
  PROVING_GROUND_GGUF: z.string().optional(),
  /** A Firestore emulator that runs already. */
  FIRESTORE_EMULATOR_HOST: loopbackHost.optional(),
});

export interface MachineEnvironment {
  /** Handed on to programs of this machine that need their user's environment. */
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: Readonly<z.output<typeof settingsSchema>>;
}

/**
 * The environment this program was started with. Nothing else in the twin reads it: what a part needs, it is given.
 * @throws Error that names every variable that cannot be used.
 */
export function machineEnvironment(): MachineEnvironment {
  // biome-ignore lint/style/noProcessEnv: the one place.
  const entries = Object.entries(process.env);
  const variables = Object.fromEntries(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const parsed = settingsSchema.safeParse(variables);
  if (!parsed.success) throw new Error(`The environment cannot be used:\n${z.prettifyError(parsed.error)}`);
  return { variables, settings: parsed.data };
}
