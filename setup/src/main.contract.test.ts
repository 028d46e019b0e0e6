import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeCloud, startFakeCloud } from './testing/fake-cloud.ts';
import { aFakeState } from './testing/fake-state.ts';
import { aCheckout, type Checkout, OWNER } from './testing/run-setup.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
let cloud: FakeCloud;
let checkout: Checkout;
beforeEach(async () => {
  [cloud, checkout] = await Promise.all([startFakeCloud(aFakeState({ pollsPerOperation: 0 })), aCheckout()]);
});
afterEach(async () => {
  await Promise.all([cloud[Symbol.asyncDispose](), checkout[Symbol.asyncDispose]()]);
});

const standIn = (): Readonly<Record<string, string>> => ({ LOCAL_CLOUD_HTTP: cloud.url });

/** The command as `npm run setup` starts it. */
async function run(argv: readonly string[], { cwd = checkout.root, env = standIn() } = {}) {
  const child = spawn(process.execPath, [MAIN, ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}
const PROJECT = ['--project', 'zoo-project', '--owner', OWNER];

test('a dry run, the real one, and the same again', async () => {
  const dry = await run([...PROJECT, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, errors: '' });
  expect(dry.output).toContain('would create   Bucket zoo-project-proving-ground: in europe-west1');
  expect(dry.output).toMatch(/A dry run: nothing was changed\.\n$/);
  expect(cloud.writes()).toEqual([]);

  const real = await run(PROJECT);
  expect(real).toMatchObject({ code: 0, errors: '' });
  expect(real.output).toMatch(/^created +Firebase web app: register Proving Ground$/m);
  expect(real.output).toContain('https://console.firebase.google.com/project/zoo-project/authentication/providers');
  expect(real.output).toMatch(/Next: npx firebase deploy\n$/);
  expect(await checkout.read('functions/.env.zoo-project')).toBe(`OWNER_EMAILS=${OWNER}\n`);

  const writes = cloud.writes().length;
  const again = await run([...PROJECT, '--json']);
  expect(cloud.writes()).toHaveLength(writes);
  expect(JSON.parse(again.output)).toMatchObject({ isOk: true, next: 'npx firebase deploy', project: 'zoo-project' });
  expect(again.output).not.toContain('"created"');
});

test('what stands in the way ends with exit code 1 and its fix', async () => {
  cloud.state.billingEnabled = false;
  const { code, output } = await run(PROJECT);
  expect(code).toBe(1);
  expect(output).toMatch(/^FAILED +billing: .*\n +fix: Link one at https:/m);
  expect(output).toMatch(/Nothing was changed\.\n$/);
});

test('a machine on which nobody is signed in', async () => {
  const credentials = { GOOGLE_APPLICATION_CREDENTIALS: join(checkout.root, 'none.json') };
  const { code, output } = await run(PROJECT, { env: credentials });
  expect(code).toBe(1);
  expect(output).toMatch(/^FAILED +credentials: .*\n +fix: Run: gcloud auth application-default login$/m);
  expect(cloud.seen).toEqual([]);
});

test.each<[string, readonly string[], string]>([
  ['no project', [], '--project ID is needed.'],
  ['a hostile one', ['--project', '../../zoo-project'], 'A project id has 6 to 30'],
])('%s ends with exit code 2 and the usage', async (_what, argv, message) => {
  const { code, errors } = await run(argv);
  expect(code).toBe(2);
  expect(errors).toContain(message);
  expect(errors).toContain('npm run setup -- --project ID');
});

test('outside a checkout it does nothing', async () => {
  const { code, errors } = await run(PROJECT, { cwd: join(checkout.root, 'functions') });
  expect(code).toBe(2);
  expect(errors).toContain('root folder of the repository');
  expect(cloud.seen).toEqual([]);
});
