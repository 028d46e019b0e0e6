import process from 'node:process';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { z } from 'zod';
import { GOOGLE_APIS, type GoogleApi, type GoogleApis } from './google-apis.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';

const environment = z.object({
  /** The switch that the functions know too; loopback alone, and nobody's credentials go there. */
  LOCAL_CLOUD_HTTP: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d+$/)
    .optional(),
});

/** Google Cloud as whoever is signed in on this machine, or a stand-in on this machine as nobody. */
export function credentialsAndApis(): { readonly auth: GoogleAuth; readonly apis: GoogleApis } {
  // biome-ignore lint/style/noProcessEnv: the switch is set by whoever runs a stand-in.
  const { LOCAL_CLOUD_HTTP: base } = environment.parse(process.env);
  if (!base) return { auth: new GoogleAuth({ scopes: SCOPE }), apis: GOOGLE_APIS };
  return { auth: new GoogleAuth({ authClient: new PassThroughClient() }), apis: apisBelow(base) };
}

/** Each API at a path of its own host name below one server. */
export function apisBelow(base: string): GoogleApis {
  const entries = Object.entries(GOOGLE_APIS).map(([api, url]) => [api, `${base}/${new URL(url).host}`]);
  return Object.fromEntries(entries) as Record<GoogleApi, string>;
}
