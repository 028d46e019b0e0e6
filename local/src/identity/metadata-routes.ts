import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';

export interface MetadataRequest {
  readonly email: string;
  readonly projectId: string;
  readonly signIdToken: (request: { readonly email: string; readonly audience: string }) => Promise<string>;
}

const SCOPES = ['https://www.googleapis.com/auth/cloud-platform', 'https://www.googleapis.com/auth/userinfo.email'];
const ACCESS_TOKEN_LIFETIME_SECONDS = 3_600;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const ROOT = '/computeMetadata/v1';
const FLAVOR = { name: 'Metadata-Flavor', value: 'Google' } as const;

/** The metadata server of Cloud Run: https://cloud.google.com/run/docs/container-contract#metadata-server */
export function metadataRoutes({ email, projectId, signIdToken }: MetadataRequest): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    // A page of the web can make a name of its own point here, but it cannot hide that name.
    if (!LOOPBACK.has(new URL(context.req.url).hostname)) return context.text('Unknown host.', 403);
    const asked = context.req.header(FLAVOR.name) === FLAVOR.value;
    // The bare root answers without the header: it is how libraries find out where they are.
    if (!asked && context.req.path !== '/') {
      return context.text('Missing required header: Metadata-Flavor: Google', 403);
    }
    await next();
    context.header(FLAVOR.name, FLAVOR.value);
    context.header('Server', 'Metadata Server for Serverless');
    return undefined;
  });
  const account = { aliases: ['default'], email, scopes: SCOPES };
  const answers: Readonly<Record<string, string>> = {
    '/project/project-id': projectId,
    '/universe/universe-domain': 'googleapis.com',
    '/instance': 'service-accounts/\n',
    '/instance/': 'service-accounts/\n',
    '/instance/service-accounts/': `default/\n${email}/\n`,
  };
  app.get('/', (context) => context.text('computeMetadata/\n'));
  for (const [path, text] of Object.entries(answers)) app.get(`${ROOT}${path}`, (context) => context.text(text));

  for (const name of ['default', email]) {
    const base = `${ROOT}/instance/service-accounts/${name}`;
    app.get(`${base}/email`, (context) => context.text(email));
    app.get(`${base}/scopes`, (context) => context.text(`${SCOPES.join('\n')}\n`));
    app.get(`${base}/token`, (context) =>
      context.json({
        access_token: `ya29.local-${randomBytes(24).toString('base64url')}`,
        expires_in: ACCESS_TOKEN_LIFETIME_SECONDS,
        token_type: 'Bearer',
      }),
    );
    app.get(`${base}/identity`, async (context) => {
      const audience = context.req.query('audience');
      if (!audience) return context.text('non-empty audience parameter required', 400);
      // `format=full` changes nothing: Cloud Run's server names the e-mail address either way.
      return context.text(await signIdToken({ email, audience }));
    });
    app.get(`${base}/`, (context) =>
      context.req.query('recursive') === 'true'
        ? context.json(account)
        : context.text('aliases\nemail\nidentity\nscopes\ntoken\n'),
    );
  }
  return app;
}
