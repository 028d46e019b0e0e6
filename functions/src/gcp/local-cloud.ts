import { z } from 'zod';

const schema = z.object({
  /** `127.0.0.1:PORT` of the twin's gRPC server. */
  LOCAL_CLOUD_HOST: z
    .string()
    .regex(/^127\.0\.0\.1:\d+$/)
    .optional(),
  /** Base of the twin's REST APIs; a service's own host name becomes the first part of the path. */
  LOCAL_CLOUD_HTTP: z.url().optional(),
});

/** The one switch between Google Cloud and the twin on this machine: there is no emulator variable in the clients. */
export function localCloud(): { readonly port: number; readonly httpBase: string } | null {
  // biome-ignore lint/style/noProcessEnv: the switch is set by the local twin, not by a deployment's params.
  const { LOCAL_CLOUD_HOST, LOCAL_CLOUD_HTTP } = schema.parse(process.env);
  if (!LOCAL_CLOUD_HOST || !LOCAL_CLOUD_HTTP) return null;
  return { port: Number(LOCAL_CLOUD_HOST.split(':')[1]), httpBase: LOCAL_CLOUD_HTTP };
}
