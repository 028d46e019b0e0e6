import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('../', import.meta.url));
const repoRoot = join(workspace, '..');
const PROJECT_ID = 'demo-manifest';

const endpoint = z.looseObject({
  region: z.array(z.string()),
  timeoutSeconds: z.number().nullish(),
  maxInstances: z.number().nullish(),
  serviceAccountEmail: z.string().nullish(),
});
const manifestSchema = z.looseObject({
  endpoints: z.record(z.string(), endpoint),
  params: z.array(z.looseObject({ name: z.string(), type: z.string(), default: z.unknown().optional() })),
});

let folder: string;
let bundle: string;
let manifest: z.infer<typeof manifestSchema>;

beforeAll(async () => {
  // Below the workspace, where the bundle finds the very packages that it will be deployed with.
  await mkdir(join(workspace, 'dist'), { recursive: true });
  folder = await mkdtemp(join(workspace, 'dist/deployed-'));
  const vite = join(repoRoot, 'node_modules/vite/bin/vite.js');
  const config = join(repoRoot, 'local/src/build/functions.vite.config.ts');
  await run(process.execPath, [vite, 'build', '--config', config, '--outDir', folder], { cwd: repoRoot });
  bundle = await readFile(join(folder, 'index.js'), 'utf8');
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
  manifest = await discover(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What `firebase deploy` learns by loading the bundle: firebase-functions' own discovery. */
async function discover(source: string) {
  const output = join(source, 'manifest.json');
  const discovery = join(workspace, 'node_modules/firebase-functions/lib/bin/firebase-functions.js');
  await run(process.execPath, [discovery, '.'], {
    cwd: source,
    env: {
      FUNCTIONS_CONTROL_API: 'true',
      FUNCTIONS_MANIFEST_OUTPUT_PATH: output,
      GCLOUD_PROJECT: PROJECT_ID,
      FIREBASE_CONFIG: JSON.stringify({ projectId: PROJECT_ID }),
    },
  });
  return manifestSchema.parse(JSON.parse(await readFile(output, 'utf8')));
}

const entries = () => Object.entries(manifest.endpoints);
const named = (pick: (name: string, of: z.infer<typeof endpoint>) => boolean) =>
  entries().flatMap(([name, of]) => (pick(name, of) ? [name] : []));

describe('what would be deployed', () => {
  test('is what was agreed on: regions, sizes, limits, schedules, queues and params', async () => {
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    // A change that is meant is taken over with `vitest run --project contract functions/src/deployed-bundle -u`.
    await expect(text).toMatchFileSnapshot('./manifest.expected.json');
  });

  test('all runs in the region of the functions, as their own account and with a ceiling', () => {
    expect(named((_, { region }) => region.join() !== 'europe-west1')).toEqual([]);
    expect(named((_, { serviceAccountEmail }) => serviceAccountEmail !== 'proving-ground-functions@')).toEqual([]);
    expect(named((_, { maxInstances }) => !maxInstances || maxInstances > 100)).toEqual([]);
  });

  test('is called by contract, by task, by schedule or by event, never as a bare web address', () => {
    expect(named((_, of) => 'httpsTrigger' in of)).toEqual([]);
  });

  test('asks for no param without a default', () => {
    expect(manifest.params.filter((param) => param.default === undefined)).toEqual([]);
  });
});

describe('the bundle', () => {
  test('imports only what the deployed package.json lists, so that it starts where the repository is not', async () => {
    const listed = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8'))).dependencies;
    const imported = [
      ...bundle.matchAll(/(?:^import\s[^'"]*?|^export\s[^'"]*?from\s*|\bimport\()\s*["']([^"']+)["']/gm),
    ].map(([, specifier]) => specifier ?? '');
    expect(imported).toContain('firebase-functions/https');
    expect(imported).toContain('@google-cloud/run');
    const packages = imported.filter((specifier) => !isBuiltin(specifier)).map(packageOf);
    expect(packages.filter((name) => !(name in listed))).toEqual([]);
  });

  test('loads the clients of Google Cloud when they are first needed, not when it starts', () => {
    const atStart = [...bundle.matchAll(/^import\s[^'"]*?["']([^"']+)["']/gm)].map(([, specifier]) => specifier ?? '');
    expect(atStart.map(packageOf).filter((name) => /^(@google-cloud\/|google-gax$)/.test(name))).toEqual([]);
  });

  test('carries our own code along', () => {
    expect(bundle).not.toMatch(/["']@proving-ground\//);
  });
});

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
