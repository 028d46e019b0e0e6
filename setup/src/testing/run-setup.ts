import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleAuth, PassThroughClient } from 'google-auth-library';
import { createGoogle } from '../google/create-google.ts';
import { apisBelow } from '../google/credentials-and-apis.ts';
import type { Google } from '../google/google.ts';
import { createFiles, type Files } from '../run/files.ts';
import { setUp } from '../run/set-up.ts';
import type { Event } from '../run/world.ts';
import type { FakeCloud } from './fake-cloud.ts';

/** A checkout with only the files that setup looks at. */
export async function aCheckout(files: Readonly<Record<string, string>> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'pg-setup-'));
  await mkdir(join(root, 'functions'));
  const content = { 'firebase.json': '{}', '.firebaserc': '{"projects":{"default":"demo"},"targets":{}}', ...files };
  for (const [path, text] of Object.entries(content)) await writeFile(join(root, path), text);
  return {
    root,
    read: (path: string) => readFile(join(root, path), 'utf8'),
    list: async () => (await readdir(root, { recursive: true })).sort(),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}
export type Checkout = Awaited<ReturnType<typeof aCheckout>>;

export const OWNER = 'keeper@example.com';

export interface RunOptions {
  readonly isDryRun?: boolean;
  readonly owner?: string | null;
  readonly region?: 'europe-west1' | 'us-east4';
  /** Stands between setup and the world. */
  readonly through?: (google: Google, files: Files) => { readonly google: Google; readonly files: Files };
}

/** One run against the fake, on a clock that does not wait. */
export async function runSetup(cloud: FakeCloud, checkout: Checkout, options: RunOptions = {}) {
  const { isDryRun = false, owner = OWNER, region = 'europe-west1', through } = options;
  const { projectId } = cloud.state;
  const auth = new GoogleAuth({ authClient: new PassThroughClient() });
  const google = createGoogle({ auth, projectId, apis: apisBelow(cloud.url) });
  const files = createFiles(checkout.root);
  const pausesMs: number[] = [];
  const events: Event[] = [];
  const before = cloud.writes().length;
  const summary = await setUp(
    { projectId, region, owner, isDryRun },
    {
      ...(through?.(google, files) ?? { google, files }),
      pause: async (ms) => void pausesMs.push(ms),
      tell: (event) => void events.push(event),
    },
  );
  return { summary, pausesMs, events, writes: cloud.writes().slice(before) };
}
