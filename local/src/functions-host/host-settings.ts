import process from 'node:process';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const PREFIX = 'FUNCTIONS_HOST_';
const settings = z.object({
  FUNCTIONS_HOST_BUNDLE: z.string(),
  FUNCTIONS_HOST_PORT: z.coerce.number().int(),
  FUNCTIONS_HOST_SECRET: z.string().min(32),
  GCLOUD_PROJECT: z.string(),
});

export interface HostSettings {
  readonly bundle: string;
  /** On 127.0.0.1; 0 is any that is free. */
  readonly port: number;
  readonly projectId: string;
  readonly dispatchSecret: string;
  /** The only function that this process serves; null: all that have no instances of their own. */
  readonly instanceOf: string | null;
}

/** The argument that makes a host an instance of one function: an argument, so that `ps` shows it. */
export const instanceArgument = (functionName: string) => `--instance-of=${functionName}`;

/** The environment that carries these settings to the host process. */
export function hostSettingsEnvironment({
  bundle,
  port,
  dispatchSecret,
}: Omit<HostSettings, 'projectId' | 'instanceOf'>) {
  return {
    FUNCTIONS_HOST_BUNDLE: bundle,
    FUNCTIONS_HOST_PORT: String(port),
    FUNCTIONS_HOST_SECRET: dispatchSecret,
  };
}

/** Reads the settings and takes them out of the environment: the functions see what they would see in the cloud. */
export function readHostSettings(): HostSettings {
  // biome-ignore lint/style/noProcessEnv: composition root of the host process.
  const env = process.env;
  const parsed = settings.parse(env);
  for (const name of Object.keys(env)) if (name.startsWith(PREFIX)) delete env[name];
  return {
    bundle: parsed.FUNCTIONS_HOST_BUNDLE,
    port: parsed.FUNCTIONS_HOST_PORT,
    projectId: parsed.GCLOUD_PROJECT,
    dispatchSecret: parsed.FUNCTIONS_HOST_SECRET,
    instanceOf: parseArgs({ options: { 'instance-of': { type: 'string' } } }).values['instance-of'] ?? null,
  };
}
