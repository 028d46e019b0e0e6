import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createIdentity } from './create-identity.ts';
import type { MetadataServer } from './metadata-server.ts';

const run = promisify(execFile);
const here = createRequire(import.meta.url);
const EMAIL = 'agent@proving-ground.iam.gserviceaccount.com';
const AUDIENCE = 'http://127.0.0.1:4711';

/** The library's two majors that the product's parts use: the agent's and the functions'. */
const LIBRARIES = {
  10: createRequire(here.resolve('../../../agent/package.json')).resolve('google-auth-library'),
  11: createRequire(here.resolve('../../../functions/package.json')).resolve('google-auth-library'),
} as const;

describe.each(Object.entries(LIBRARIES))('google-auth-library %s, as a container runs it', (major, library) => {
  let folder: string;
  let server: MetadataServer;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pg-identity-'));
    server = await (await createIdentity({ folder, projectId: 'demo-zoo' })).startMetadataServer({ email: EMAIL });
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  async function inContainer(code: string): Promise<string> {
    const script = `const { GoogleAuth } = require(${JSON.stringify(library)}); (async () => { ${code} })();`;
    const { stdout } = await run(process.execPath, ['-e', script], { env: { ...server.env, HOME: folder } });
    return stdout.trim();
  }

  test('gets an ID token for the audience that this machine believes', async () => {
    const header = await inContainer(`
      const client = await new GoogleAuth().getIdTokenClient('${AUDIENCE}');
      const headers = await client.getRequestHeaders();
      console.log(headers.get ? headers.get('authorization') : headers.Authorization);`);
    const identity = await createIdentity({ folder, projectId: 'demo-zoo' });
    expect(header).toMatch(/^Bearer /);
    expect(await identity.verifyIdToken(header.slice('Bearer '.length), [AUDIENCE])).toEqual({ email: EMAIL });
  });

  test('learns the project, the account, an access token and the universe', async () => {
    const facts = await inContainer(`
      const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' });
      console.log(JSON.stringify([await auth.getProjectId(), (await auth.getCredentials()).client_email,
        (await auth.getAccessToken()).slice(0, 5), await auth.getUniverseDomain()]));`);
    expect(JSON.parse(facts)).toEqual(['demo-zoo', EMAIL, 'ya29.', 'googleapis.com']);
  });

  test('is of the major that the test claims', () => {
    const { version } = createRequire(library)('google-auth-library/package.json') as { readonly version: string };
    expect(version.split('.')[0]).toBe(major);
  });
});
